"""What the service needs of others, each as small as it can be."""
