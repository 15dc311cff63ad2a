import os
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from portal.embedded.supervisor import Supervisor


class Command(BaseCommand):
    help = "启动整个门户：数据库、缓存、网站、后台任务；Ctrl-C 停止"
    requires_system_checks: list[str] = []  # the database starts here: nothing may ask for it before

    def add_arguments(self, parser: CommandParser) -> None:
        port = os.environ.get("PORT") or "8000"
        parser.add_argument("--port", type=int, default=port, help="端口（默认取环境变量 PORT，否则 8000）")
        parser.add_argument("--host", default="127.0.0.1", help="监听地址（容器中用 0.0.0.0）")
        parser.add_argument("--no-demo", action="store_true", help="不建立演示数据")

    def handle(self, *args: Any, **options: Any) -> None:
        if not 1 <= options["port"] <= 65535:
            raise CommandError("端口应在 1 到 65535 之间")
        code = Supervisor(host=options["host"], port=options["port"], demo=not options["no_demo"]).run()
        if code:
            raise SystemExit(code)
