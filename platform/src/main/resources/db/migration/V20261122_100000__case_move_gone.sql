-- Nothing calls it since cases.move_all, and no version that did was ever released.
drop function cases.move;
