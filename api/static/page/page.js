// The page: its bar, its banners, and the blocks of the table in blocks.js.

import { startNotices } from "../notices/notices.js";
import { startStory } from "../story/story.js";
import { address } from "./address.js";
import { startBanner } from "./banner.js";
import { startBar } from "./bar.js";
import { Block } from "./block.js";
import { DEFINITIONS } from "./blocks.js";
import { followStatus } from "./freshness.js";
import { followHeld } from "./held.js";
import { startJump } from "./jump.js";
import { startLayout } from "./layout.js";
import { stream } from "./stream.js";
import { startSymbols } from "./symbols.js";
import { onTheme, startTheme } from "./theme.js";
import { startTitle } from "./title.js";
import { startViews } from "./views.js";
import { startWelcome } from "./welcome.js";

const element = (id) => document.getElementById(id);

startTheme(element("theme"));
startBar({ badge: element("mode"), facts: element("facts"), zone: element("zone") });
startBanner(element("banners"));
startSymbols(element("symbol"), element("symbol-list"));
startWelcome(element("welcome"));
startTitle();
startViews(element("views"));

const blocks = DEFINITIONS.map((definition) => new Block(definition));
startLayout(element("blocks"), blocks, element("views"), element("sheet"));
const drawJump = startJump(element("jump"), element("sheet"), blocks);

/** Blocks ask after the stream has begun, so that nothing falls between an answer and the first event. */
async function follow(changed = ["symbol"]) {
  if (changed.includes("symbol")) await stream.start();
  blocks.forEach((block) => block.follow(changed));
  drawJump();
}
address.onChange(follow);
onTheme(() => blocks.forEach((block) => block.draw()));
document.addEventListener("visibilitychange", () => !document.hidden && blocks.forEach((block) => block.catchUp()));
followStatus();
followHeld();
follow();
startStory();
startNotices(element("notices"));
