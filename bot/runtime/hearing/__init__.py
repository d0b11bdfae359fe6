"""What adapters of chat platforms share in hearing: gaps that are read back, ticks, patience."""
