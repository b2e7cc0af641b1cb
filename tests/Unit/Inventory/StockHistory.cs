using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;

namespace Entrepot.Unit.Inventory;

/// <summary>
/// One random history: each step is four random bytes, read as a deed on few orders, products and warehouses so that
/// they collide. Ids start at an offset of their own, so that many histories share one database.
/// </summary>
internal sealed class StockHistory((byte Kind, byte A, byte B, byte C)[] steps, long offset, bool oneByOne = false, bool twice = false)
{
    private const int Orders = 5;
    private const int Products = 3;
    private const int Warehouses = 3;

    /// <summary>Answers in the order in which they were given, as text to compare.</summary>
    public List<string> Answers { get; } = [];

    /// <param name="held">What the model says is reserved: shipments are made of it.</param>
    public async Task PlayAsync(IStockWorld world, ModelWorld held, Action? afterEach = null)
    {
        for (var i = 0; i < steps.Length; i++)
        {
            await PlayAsync(world, held, steps[i], i);
            afterEach?.Invoke();
        }
    }

    private async Task PlayAsync(IStockWorld world, ModelWorld held, (byte Kind, byte A, byte B, byte C) step, int number)
    {
        var product = new ProductId(offset + (step.A % Products));
        var warehouse = new WarehouseId(1 + (step.B % Warehouses));
        var order = new OrderId(offset + (step.A % Orders));
        var cause = $"{offset}/{number}";
        switch (step.Kind % 8)
        {
            case 0 or 1 or 2:
                await ReserveAsync(world, step);
                break;
            case 3:
                await TwiceAsync(() => world.ReleaseAsync(order));
                break;
            case 4:
                if (Shipment(held, order, warehouse, step.C, cause) is { } shipment) await TwiceAsync(() => world.ShipAsync(shipment));
                break;
            case 5:
                await TwiceAsync(() => world.ReceiveAsync(new(warehouse, product, 1 + (step.C % 9), cause)));
                break;
            case 6:
                var adjustment = new StockAdjustment(warehouse, product, (step.C % 11) - 6, cause, "count");
                await TwiceAsync(async () => Answers.Add($"{number} adjusted {(await world.AdjustAsync(adjustment)).Problem?.Code}"));
                break;
            case 7:
                await TwiceAsync(() => world.ExpectAsync(new(new(offset + number), warehouse, product, 1 + (step.C % 5), new DateOnly(2026, 12, 1).AddDays(step.C % 7), cause)));
                break;
        }
    }

    private async Task ReserveAsync(IStockWorld world, (byte Kind, byte A, byte B, byte C) step)
    {
        var requests = new List<ReservationRequest>();
        for (var i = 0; i <= step.B % 4; i++) requests.Add(Request(step.A + i, step.B + i, step.C));

        var answers = new List<ReservationAnswer>();
        if (!oneByOne) answers.AddRange(await world.ReserveAsync(requests));
        else
            foreach (var request in requests) answers.AddRange(await world.ReserveAsync([request]));
        Note(answers);

        // A short order may get on the second try what a later one gave back, so only what is complete or alone stays as it is.
        if (twice && (requests.Count == 1 || answers.All(answer => answer.IsComplete))) await world.ReserveAsync(requests);
    }

    private ReservationRequest Request(int a, int b, int c)
    {
        List<StockDemand> demands = [new(new(1), new(offset + (a % Products)), 1 + (c % 4))];
        if (c % 2 == 0) demands.Add(new(new(2), new(offset + (a % Products)), 1 + (c % 3))); // A bundle's part that also stands alone on the order.
        if (c % 3 == 0) demands.Add(new(new(3), new(offset + ((a + 1) % Products)), 2));
        List<WarehouseCandidate> candidates = [];
        for (var w = 0; w < Warehouses; w++)
            if (w == b % Warehouses || (c + w) % 3 != 0) candidates.Add(new(new(1 + w), ((w * 7) + a) % 10, new(new(((w * 5) + b) % 10, "EUR")), 1 + w));
        return new(new(offset + (a % Orders)), $"SO-{a % Orders}", demands, candidates, (AllocationStrategy)(b % 3), c % 5 < 2);
    }

    private static StockIssue? Shipment(ModelWorld held, OrderId order, WarehouseId warehouse, byte c, string cause)
    {
        if (!held.Held.TryGetValue(order, out var rows)) return null;
        var goods = rows.Where(row => row.Warehouse == warehouse).Select(row => (row.Line, row.Product, c % 2 == 0 ? row.Quantity : 1L)).ToList();
        return goods.Count == 0 ? null : new(order, warehouse, cause, goods);
    }

    private async Task TwiceAsync(Func<Task> act)
    {
        await act();
        if (!twice) return;
        var before = Answers.Count;
        await act();
        Answers.RemoveRange(before, Answers.Count - before); // Compared by the state they leave.
    }

    private void Note(IReadOnlyList<ReservationAnswer> answers)
    {
        foreach (var answer in answers)
            Answers.Add($"{answer.Trace.Outcome}: {string.Join(' ', answer.Allocations)} {string.Join(' ', answer.Shortages)}");
    }
}
