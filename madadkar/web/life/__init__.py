"""The life of a file on the screen: requests, the steps between states, the queue, discreet support."""
