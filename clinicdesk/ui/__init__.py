"""The screens: Qt widgets on the desk, without logic of their own."""
