import { expect, it } from "vitest";
import { deviceOf } from "./device";

it.each([
  ["Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge · Windows", false],
  ["Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605 Version/18.0 Mobile Safari/604.1", "Safari · iPhone", true],
  ["curl/8.5.0", "curl/8.5.0", false],
  ["", "", false],
])("%s is %s", (agent, name, phone) => {
  expect(deviceOf(agent)).toEqual({ name, phone });
});
