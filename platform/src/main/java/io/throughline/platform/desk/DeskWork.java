package io.throughline.platform.desk;

import io.throughline.platform.work.NewWork;
import io.throughline.platform.work.WorkItems;
import org.springframework.stereotype.Component;

/// What other rooms put before people.
@Component
class DeskWork implements WorkItems {
    private final FloorDoor door;

    DeskWork(FloorDoor door) {
        this.door = door;
    }

    @Override
    public void add(NewWork work) {
        door.leave(new Order.Add(work), "add/" + work.key());
    }

    @Override
    public void withdraw(String key, String reason) {
        door.leave(new Order.Drop(key, reason), "drop/" + key);
    }
}
