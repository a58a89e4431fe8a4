//! What the server does not let us do.
