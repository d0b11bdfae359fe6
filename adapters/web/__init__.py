"""One small web server, on one port, for whatever asks Homeroom by HTTP."""
