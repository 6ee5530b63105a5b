"""The made-up catalogue that ``manage.py seed`` puts up."""

from __future__ import annotations

from typing import NamedTuple


class Goods(NamedTuple):
    id: int
    name: str
    brand: str
    price: str
    about: str
    old_price: str = ""


class Shelf(NamedTuple):
    id: int
    slug: str
    name: str
    about: str
    goods: tuple[Goods, ...]


SHELVES = (
    Shelf(
        1, "tableware", "Tableware", "Stoneware for every day, glazed by hand.",
        (
            Goods(1001, "Harvest mug", "Lowfield", "14.50",
                  "A generous stoneware mug with a thumb rest. Holds 350 ml and its heat."),
            Goods(1002, "Espresso cup, set of two", "Lowfield", "18.00",
                  "Small, thick-walled and stackable, for the first coffee of the day."),
            Goods(1003, "Breakfast bowl", "Lowfield", "16.00",
                  "Wide enough for fruit, deep enough for soup. Reactive glaze, no two alike."),
            Goods(1004, "Serving bowl", "Tarn", "38.00",
                  "A 28 cm bowl for salads and for the middle of the table.", "46.00"),
            Goods(1005, "Dinner plate", "Lowfield", "19.00",
                  "27 cm across with a raised rim. Dishwasher and oven safe."),
            Goods(1006, "Round-bellied teapot", "Tarn", "54.00",
                  "Pours without a drip. A litre of tea, a steel strainer inside."),
            Goods(1007, "Salt cellar", "Tarn", "12.00",
                  "With a beech lid that closes softly. Keeps a pinch within reach."),
            Goods(1008, "Stem vase", "Ottoline", "29.00",
                  "A narrow neck for a few branches rather than a bouquet."),
        ),
    ),
    Shelf(
        2, "lighting", "Lighting", "Warm light for long evenings.",
        (
            Goods(2001, "Linen table lamp", "Brightside", "79.00",
                  "A pleated linen shade on a turned base. Dimmable at the cord."),
            Goods(2002, "Spun steel pendant", "Brightside", "119.00",
                  "A wide dome over the dining table, painted by hand inside and out.", "149.00"),
            Goods(2003, "Corner uplighter", "Brightside", "164.00",
                  "A slim floor lamp that washes the wall with light."),
            Goods(2004, "Beeswax candle", "Ember & Ash", "22.00",
                  "Pure beeswax with a cotton wick. Burns for about fifty hours."),
            Goods(2005, "Cedar scented candle", "Ember & Ash", "26.00",
                  "Cedar, fig leaf and a little smoke, in a pot you will keep."),
            Goods(2006, "Garden lantern", "Ember & Ash", "48.00",
                  "Powder-coated steel and real glass; weathers well and hangs anywhere."),
            Goods(2007, "Reading lamp", "Brightside", "92.00",
                  "A swivelling head, a heavy foot, a switch you find in the dark."),
        ),
    ),
    Shelf(
        3, "textiles", "Textiles", "Wool, linen and cotton to live with.",
        (
            Goods(3001, "Lambswool throw", "Fenwick Mill", "98.00",
                  "Woven from soft lambswool, 130 by 190 cm, with a hand-knotted fringe."),
            Goods(3002, "Waffle blanket", "Fenwick Mill", "64.00",
                  "Light cotton in a deep waffle weave, for the end of the bed.", "80.00"),
            Goods(3003, "Striped cushion", "Ottoline", "34.00",
                  "Washed linen with a feather filling, 45 by 45 cm."),
            Goods(3004, "Velvet cushion", "Ottoline", "39.00",
                  "Cotton velvet that catches the light, piped at the seams."),
            Goods(3005, "Bath towel", "Fenwick Mill", "28.00",
                  "Long-staple cotton, 600 g to the square metre. It only gets softer."),
            Goods(3006, "Linen apron", "Ottoline", "42.00",
                  "Crossed at the back, two deep pockets, one loop for a cloth."),
            Goods(3007, "Flat-woven rug", "Fenwick Mill", "185.00",
                  "Wool on cotton, 120 by 180 cm, the same on both sides."),
        ),
    ),
    Shelf(
        4, "kitchen", "Kitchen", "Tools that outlast recipes.",
        (
            Goods(4001, "Carbon steel pan", "Hob & Hearth", "68.00",
                  "26 cm, seasoned and ready. Goes from the flame to the oven."),
            Goods(4002, "Enamelled pot", "Hob & Hearth", "124.00",
                  "Cast iron, 4.5 litres. Bread, beans, and everything slow.", "155.00"),
            Goods(4003, "Chef's knife", "Hob & Hearth", "89.00",
                  "A 20 cm blade of one piece of steel with a walnut handle."),
            Goods(4004, "Olive wood board", "Grove", "45.00",
                  "Cut with the grain, oiled, never two alike."),
            Goods(4005, "Stovetop kettle", "Hob & Hearth", "72.00",
                  "Two litres, a whistle in two notes, a handle that stays cool."),
            Goods(4006, "Coffee grinder", "Grove", "84.00",
                  "Steel burrs, a beech body and a drawer for 40 grams."),
            Goods(4007, "Pot of utensils", "Grove", "36.00",
                  "Spoon, spatula and whisk in a stoneware pot."),
        ),
    ),
    Shelf(
        5, "garden", "Garden", "Green things, and what they grow in.",
        (
            Goods(5001, "Fiddle-leaf fig", "Greenhand", "46.00",
                  "About 60 cm tall, in its pot. Bright light, little water."),
            Goods(5002, "Hardy fern", "Greenhand", "24.00",
                  "Happy in the shade and in bathrooms. Arrives well packed."),
            Goods(5003, "Column cactus", "Greenhand", "19.00",
                  "Asks for nothing but a window. Flowers when it likes you."),
            Goods(5004, "Herb planter", "Tarn", "52.00",
                  "A window-sill trough with a tray; seeds of basil, thyme and chives.", "58.00"),
            Goods(5005, "Watering can", "Greenhand", "39.00",
                  "1.5 litres, a long spout that reaches the last pot."),
            Goods(5006, "Willow basket", "Grove", "44.00",
                  "For logs, apples or laundry. Woven of unpeeled willow."),
        ),
    ),
    Shelf(
        6, "study", "Study", "For the desk, the wall and the shelf.",
        (
            Goods(6001, "Cloth-bound notebook", "Quire", "17.00",
                  "192 dotted pages that lie flat, a ribbon, a pocket at the back."),
            Goods(6002, "Week planner", "Quire", "15.00",
                  "A week on two pages without dates: start whenever you like."),
            Goods(6003, "Desk organiser", "Grove", "33.00",
                  "Pencils, pens and the scissors that always go missing."),
            Goods(6004, "Wall clock", "Brightside", "66.00",
                  "30 cm, a silent movement, hands you can read across the room."),
            Goods(6005, "Framed print “Dunes”", "Quire", "58.00",
                  "Screen print in three colours, oak frame, 40 by 50 cm.", "72.00"),
            Goods(6006, "Pair of bookends", "Grove", "41.00",
                  "Solid enough for the atlas. Felt below, brass above."),
        ),
    ),
)  # fmt: skip
