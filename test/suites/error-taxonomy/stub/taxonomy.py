# Write your code here.
