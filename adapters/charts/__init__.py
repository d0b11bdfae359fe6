"""Pictures: charts as SVG and PNG, with a text alternative."""
