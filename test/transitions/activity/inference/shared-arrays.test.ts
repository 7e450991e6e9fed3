import { describe, expect, it } from "vitest";
import { foreseeCustomers } from "../../../../src/transitions/activity/fit-activity.ts";
import { reusableRoom, sharePanel } from "../../../../src/transitions/activity/inference/shared-arrays.ts";
import { gammaEffect } from "../../../../src/transitions/activity/rate-effect.ts";
import { modelOf, simulate } from "../panel-builder.ts";

const planted = {
  ...modelOf(
    [
      [0.9, 0.1],
      [0.2, 0.8],
    ],
    [0.3, 3],
  ),
  effect: gammaEffect(4),
};
const months = [{ ahead: Uint8Array.of(8, 9) }];

describe("room that is used again", () => {
  it("changes nothing that is foreseen, of fewer customers or of more", async () => {
    const room = reusableRoom();
    for (const customers of [400, 150, 700]) {
      const { panel } = simulate(planted, customers, 8, customers);
      room.reuse();
      expect(await foreseeCustomers(panel, planted, months, { room })).toEqual(
        await foreseeCustomers(panel, planted, months),
      );
    }
  });

  it("is the same memory, of zeros again", () => {
    const room = reusableRoom();
    const first = room.floats(5).fill(1);
    const second = room.bytes(3).fill(1);
    room.reuse();
    const [again, shorter] = [room.floats(4), room.bytes(3)];
    expect(again.buffer).toBe(first.buffer);
    expect(shorter.buffer).toBe(second.buffer);
    expect([...again, ...shorter]).toEqual([0, 0, 0, 0, 0, 0, 0]);
  });

  it("is not taken for a panel that is shared already", () => {
    const { panel } = simulate(planted, 10, 8, 1);
    const shared = sharePanel(panel);
    expect(shared).toEqual(panel);
    expect(sharePanel(shared, reusableRoom())).toBe(shared);
  });
});
