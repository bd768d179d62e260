"""The walks of Scripts/walk: one module a walk, and what they share."""
