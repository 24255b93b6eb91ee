"""Official areas: in, nested, simplified as a coverage, with neighbours and a crosswalk between years."""
