"""The first start (Bắt đầu): unit, officers, plan and criteria set, data folder."""
