/**
 * Numbers by key for one customer after another: what a `Map` does, without an object for every key, and emptied in no
 * time. Keys are hashes, whose lower bits are spread evenly.
 */
export interface OrderNumbers {
  /** The number of a key; `next`, and kept, when the key is new. */
  numberOf(key: number, next: number): number;
  /** Forgets all keys. */
  clear(): void;
}

export function createOrderNumbers(): OrderNumbers {
  let capacity = 64;
  let keys = new Float64Array(capacity);
  let numbers = new Int32Array(capacity);
  /** Which clearing a place was filled after. */
  let filled = new Int32Array(capacity);
  let clearing = 1;
  let size = 0;

  const placeOf = (key: number): number => {
    let place = key & (capacity - 1);
    while (filled[place] === clearing && keys[place] !== key) place = (place + 1) & (capacity - 1);
    return place;
  };
  const grow = () => {
    const [oldKeys, oldNumbers, oldFilled] = [keys, numbers, filled];
    capacity *= 2;
    keys = new Float64Array(capacity);
    numbers = new Int32Array(capacity);
    filled = new Int32Array(capacity);
    for (let place = 0; place < oldKeys.length; place++) {
      if (oldFilled[place] !== clearing) continue;
      const target = placeOf(oldKeys[place]);
      keys[target] = oldKeys[place];
      numbers[target] = oldNumbers[place];
      filled[target] = clearing;
    }
  };
  return {
    numberOf: (key, next) => {
      const place = placeOf(key);
      if (filled[place] === clearing) return numbers[place];
      keys[place] = key;
      numbers[place] = next;
      filled[place] = clearing;
      size++;
      if (2 * size > capacity) grow();
      return next;
    },
    clear: () => {
      clearing++;
      size = 0;
    },
  };
}
