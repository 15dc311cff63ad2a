"""The portal: what every service stands on. It never imports a service app."""
