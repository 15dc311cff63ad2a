from django.urls import path

from ..views import exchange

urlpatterns = [path("desk/register/exchange/", exchange.exchange, name="exchange")]
