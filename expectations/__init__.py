"""The audit: expectations derived from the contract, and rules of the domain, run in the lake."""
