"""The page: layout and motions (pure), the view that draws them, the screen that wires them."""
