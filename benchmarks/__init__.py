"""Speed and size, as ratios to floors measured in the same run; one file a measure, results recorded."""
