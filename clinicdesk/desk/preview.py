"""Papers as pictures on the screen: of bytes that an act has given out, so that looking is no act of its own."""

from clinicdesk.documents.preview import PageSize, Picture, page_picture, pages, pixels

__all__ = ["PageSize", "Picture", "page_picture", "pages", "pixels"]
