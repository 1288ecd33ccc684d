"""Tasks (nhiệm vụ) of the plan that a commune works on: progress, products, assignments."""
