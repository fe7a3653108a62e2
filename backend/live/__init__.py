"""What passes while an attempt runs: messages, raised hands, who looks, and tiles."""
