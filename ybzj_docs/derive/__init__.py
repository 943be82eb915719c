"""What is generated from the data that people write: XSD, DICTIONARY.md, RULES.md, DOCX templates."""
