//! Mail: the messages that leave the house.
