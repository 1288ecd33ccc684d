"""The sign-in gate (Đăng nhập): who works now, and the password."""
