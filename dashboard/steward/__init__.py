"""The steward's side: from a delivery to a published release. Nothing here is imported by what people see."""
