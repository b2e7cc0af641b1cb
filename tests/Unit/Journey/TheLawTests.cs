using Entrepot.Channels.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Contracts;
using Entrepot.Rules.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Journey;

/// <summary>The law of every stage: how orders were batched makes no difference to what happens to them.</summary>
[Storage]
public sealed class TheLawTests
{
    private const int OrderCount = 200;

    private static readonly Address[] Places = [Goods.Berlin, Goods.London, Goods.Austin, Goods.Berlin with { Postcode = "nowhere" }, Goods.Asuncion, Goods.London with { Country = "" }];
    private static readonly string[] Codes = ["MUG", "TEE", "PHONES", "CLOCK", "SET", "NOHS", "NOORIGIN", "NOCOST", "ANVIL", "RAW", "NEVER-HEARD-OF"];

    [Fact]
    public async Task Batching_does_not_change_what_becomes_of_an_order()
    {
        var together = await OutcomesAsync(512);

        (await OutcomesAsync(7)).ShouldBe(together);
        (await OutcomesAsync(1)).ShouldBe(together);
    }

    /// <summary>The same orders in batches of this size: first new, then those on hold released, then with goods for those that wait.</summary>
    private static async Task<string> OutcomesAsync(int batch)
    {
        await using var world = await World.OpenAsync();
        await FurnishAsync(world);
        var orders = Orders();
        var numbers = orders.ConvertAll(order => order.ExternalNumber);
        foreach (var part in orders.Chunk(batch))
        {
            await world.AcceptAsync(part);
            await world.RunAsync();
        }

        var first = await world.StandingAsync(numbers);
        first.Select(order => order.Status).Distinct().ShouldBe([OrderStatus.OnHold, OrderStatus.Backordered, OrderStatus.Allocated, OrderStatus.Closed], ignoreOrder: true, "a law about nothing proves nothing");
        first.Select(order => order.HoldCode).Distinct().Count().ShouldBeGreaterThan(8);
        first.Count(order => order.Reserved.Select(one => one[^3..]).Distinct().Count() > 1).ShouldBeGreaterThan(0, "some are split");

        foreach (var part in first.Where(order => order.Status == OrderStatus.OnHold).Chunk(batch))
        {
            foreach (var order in part) await world.RestartAsync(order.Id, waive: order.HoldCode);
            await world.RunAsync();
        }

        foreach (var sku in new[] { "MUG", "TEE", "CLOCK" }) await world.StockAsync(sku, World.Szx, 25);
        await world.WorkAsync();
        await world.RunAsync();
        var last = await world.StandingAsync(numbers);
        return string.Join("\n\n", first.Concat(last).Select(order => order.Whole()));
    }

    private static async Task FurnishAsync(World world)
    {
        await world.AsAsync(provider => provider.GetRequiredService<IRuleSetup>().PublishDefaultsAsync(World.Ct));
        // Too little of everything, here and there, so that orders compete, are split and wait.
        foreach (var (sku, fra, szx, lax) in new[] { ("MUG", 20, 35, 10), ("TEE", 15, 20, 5), ("PHONES", 10, 10, 10), ("CLOCK", 3, 15, 7), ("NOHS", 2, 10, 0), ("NOORIGIN", 2, 10, 0), ("NOCOST", 5, 5, 5), ("ANVIL", 9, 9, 9) })
            foreach (var (warehouse, quantity) in new[] { (World.Fra, fra), (World.Szx, szx), (World.Lax, lax) })
                if (quantity > 0) await world.StockAsync(sku, warehouse, quantity);
        await world.ExpectAsync("MUG", World.Fra, 10, new(2026, 11, 20));
        await world.ExpectAsync("TEE", World.Szx, 10, new(2026, 11, 25));
    }

    private static List<IncomingOrder> Orders()
    {
        var random = Chance.Seeded(20_261_102);
        var orders = new List<IncomingOrder>(OrderCount);
        for (var i = 0; i < OrderCount; i++)
        {
            // Every fifteenth order is an earlier one again: sometimes within a day, sometimes later.
            if (i % 15 == 14) orders.Add(orders[random.Next(orders.Count)] with { ExternalNumber = $"L-{i:D3}", PlacedAt = TestDatabase.Noon.AddDays(-3).AddHours(random.Next(72)) });
            else orders.Add(One($"L-{i:D3}", random));
        }

        return orders;
    }

    private static IncomingOrder One(string number, Random random)
    {
        var lines = Enumerable.Range(1, 1 + random.Next(3)).Select(line => ALine(line, random)).ToArray();
        var odd = random.Next(20);
        return Goods.AnOrder(number).To(Places[random.Next(10) is var place && place < 6 ? place % 3 : place % Places.Length]) with
        {
            PlacedAt = TestDatabase.Noon.AddDays(-3).AddMinutes(random.Next(4_000)),
            Lines = lines,
            Currency = odd switch { 0 => "USD", 1 => "XYZ", 2 => "JPY", _ => "EUR" },
            TotalMinor = odd == 3 ? 1 : null,
            DiscountMinor = odd is 4 or 5 ? lines.Sum(line => line.AmountMinor) / 7 : 0,
            Payment = odd == 6 ? PaymentState.Pending : PaymentState.Paid,
            Incoterm = random.Next(2) == 0 ? Incoterm.Ddp : Incoterm.Dap,
            Tags = odd == 7 ? ["vip"] : [],
        };
    }

    private static IncomingLine ALine(int number, Random random)
    {
        var code = Codes[random.Next(3) > 0 ? random.Next(5) : random.Next(Codes.Length)];
        var line = Goods.ALine($"{number}", code, 1 + random.Next(4), 500 + random.Next(random.Next(15) == 0 ? 60_000 : 4_000));
        return random.Next(12) switch
        {
            0 => line with { IsService = true },
            1 => line with { CancelledQuantity = random.Next((int)line.Quantity + 1) },
            _ => line,
        };
    }
}
