using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Journey;
using Entrepot.Journey.Stages;
using Entrepot.Kernel;
using FsCheck;
using FsCheck.Fluent;

namespace Entrepot.Unit.Journey;

/// <summary>Taking an order apart loses no piece and no cent.</summary>
public sealed class PieceListTests
{
    private static readonly Product Mug = new(new(1), "MUG", "A mug") { Cost = new(200, "EUR") };
    private static readonly Product Tee = new(new(2), "TEE", "A T-shirt") { Cost = new(100, "EUR") };
    private static readonly Product Free = new(new(3), "FREE", "A sticker");
    private static readonly Product Set = new(new(4), "SET", "Two mugs and a T-shirt") { Parts = [new(Mug, 2), new(Tee, 1)] };
    private static readonly Product Stickers = new(new(5), "STICKERS", "Stickers") { Parts = [new(Free, 3), new(Free with { Id = new(6) }, 1)] };

    [Fact]
    public void A_bundle_is_shared_by_what_its_parts_cost() =>
        Pieces(AnOrder([ALine(Set, 3, 1_000)], discount: 0)).ShouldBe(["MUG×6 800", "TEE×3 200"]);

    [Fact]
    public void A_bundle_of_parts_without_a_cost_is_shared_by_their_number() =>
        Pieces(AnOrder([ALine(Stickers, 1, 1_000)], discount: 0)).ShouldBe(["FREE×3 750", "FREE×1 250"]);

    [Theory]
    [InlineData(0, "MUG×1 1000", "TEE×1 500")]
    [InlineData(150, "MUG×1 900", "TEE×1 450")] // By amount, two to one.
    [InlineData(1, "MUG×1 999", "TEE×1 500")]
    [InlineData(1_500, "MUG×1 0", "TEE×1 0")]
    public void An_orders_discount_is_shared_by_amount(long discount, params string[] pieces) =>
        Pieces(AnOrder([ALine(Mug, 1, 1_000), ALine(Tee, 1, 500)], discount)).ShouldBe(pieces);

    [Fact]
    public void A_lines_own_discount_is_that_lines_and_only_the_rest_is_shared() =>
        Pieces(AnOrder([ALine(Mug, 1, 1_000) with { Line = ALine(Mug, 1, 1_000).Line with { DiscountMinor = 400 } }, ALine(Tee, 1, 500)], discount: 700))
            .ShouldBe(["MUG×1 436", "TEE×1 364"]); // 300 are shared by what is left: 600 to 500.

    [Fact]
    public void A_gift_that_is_free_already_takes_nothing_of_the_orders_discount() =>
        Pieces(AnOrder([ALine(Mug, 1, 1_000) with { Line = ALine(Mug, 1, 1_000).Line with { DiscountMinor = 1_000 } }, ALine(Tee, 1, 1_000)], discount: 1_200))
            .ShouldBe(["MUG×1 0", "TEE×1 800"]);

    [Fact]
    public void Services_and_cancelled_pieces_are_not_shipped()
    {
        var order = AnOrder(
            [ALine(Mug, 3, 3_000) with { Line = ALine(Mug, 3, 3_000).Line with { CancelledQuantity = 1 } }, ALine(Tee, 2, 500) with { Line = ALine(Tee, 2, 500).Line with { CancelledQuantity = 2 } },
             new(null, ALine(Tee, 1, 490).Line with { IsService = true })], discount: 0);

        Pieces(order).ShouldBe(["MUG×2 2000"]);
    }

    [Fact]
    public void No_piece_and_no_cent_is_lost() => Prop.ForAll(Orders(), order =>
    {
        var content = order.Content;
        var goods = content.Lines.Where((line, i) => order.Products[i] is not null && !line.IsService).ToList();
        var pieces = PieceList.Of(order);

        var wanted = content.Lines.Select((line, i) => (Open: line.Quantity - line.CancelledQuantity, Product: line.IsService ? null : order.Products[i]))
            .Where(line => line.Product is not null).Sum(line => line.Open * Math.Max(1, line.Product!.Parts.Sum(part => part.Quantity)));
        return pieces.Sum(piece => piece.Quantity) == wanted
            && pieces.All(piece => piece.AmountMinor >= 0)
            && pieces.Sum(piece => piece.AmountMinor) == goods.Sum(line => line.OpenAmountMinor()) - content.OpenDiscountMinor();
    }).QuickCheckThrowOnFailure();

    /// <summary>Orders whose lines are at most half off by themselves, and the order by some more of what is then left.</summary>
    private static Arbitrary<Traveller> Orders()
    {
        var line =
            from product in Gen.Elements(Mug, Tee, Free, Set, Stickers)
            from quantity in Gen.Choose(1, 9)
            from cancelled in Gen.Choose(0, quantity - 1)
            from price in Gen.Choose(10, 5_000)
            from service in Gen.Frequency((9, Gen.Constant(false)), (1, Gen.Constant(true)))
            from off in Gen.Choose(0, 50)
            let amount = Rounding.DivideHalfEven((Int128)price * quantity * (quantity - cancelled), quantity)
            select new Bought(service ? null : product, ALine(product, quantity, price * quantity).Line with { CancelledQuantity = cancelled, IsService = service, DiscountMinor = service ? 0 : amount * off / 100 });
        return (from lines in line.NonEmptyListOf()
                from share in Gen.Choose(0, 100)
                let own = lines.Sum(bought => bought.Line.DiscountMinor)
                let left = lines.Where(bought => bought.Product is not null).Sum(bought => bought.Line.OpenAmountMinor()) - own
                select AnOrder([.. lines], own + (left * share / 100))).ToArbitrary();
    }

    private static string[] Pieces(Traveller order) => [.. PieceList.Of(order).Select(piece => $"{piece.Product.Sku}×{piece.Quantity} {piece.AmountMinor}")];

    private static Traveller AnOrder(IReadOnlyList<Bought> bought, long discount)
    {
        var content = Goods.AnOrder("A-1") with { Lines = [.. bought.Select(one => one.Line)], DiscountMinor = discount };
        return new(new(new(1), "SO-0000001", new(World.Shop, "shop", "Our shop", "api", "EUR"), 1, content, [.. bought.Select((_, i) => new OrderLineId(i + 1))], TestDatabase.Noon, new HashSet<string>(), IsNew: true))
        {
            Products = [.. bought.Select(one => one.Product)],
        };
    }

    private static Bought ALine(Product product, long quantity, long amount) => new(product, new IncomingLine { ExternalLineId = "1", Code = product.Sku, Quantity = quantity, UnitPriceMicros = 0, AmountMinor = amount });

    private sealed record Bought(Product? Product, IncomingLine Line);
}
