"""Bytes to trees with places, and trees to bytes: JSON and XML, each way the identity.

``read.read`` gives one ``Record`` for each document of a file; ``write.to_json`` and ``write.to_xml`` write trees;
``messages.MESSAGES`` says in Chinese and English what reading can find. lxml is imported only where XML is read.
"""
