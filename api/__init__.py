"""The HTTP service and its dashboard; reads the state volume and cannot trade."""
