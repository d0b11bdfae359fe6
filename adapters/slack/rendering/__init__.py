"""Views, forms, App Home and the manifest in Slack's own JSON, within its limits."""
