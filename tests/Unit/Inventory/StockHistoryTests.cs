using Entrepot.Inventory;
using Entrepot.Inventory.Contracts;
using Entrepot.Inventory.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Verification;
using FsCheck;
using FsCheck.Fluent;
using Microsoft.Extensions.DependencyInjection;
using Result = Entrepot.Kernel.Result;

namespace Entrepot.Unit.Inventory;

/// <summary>The laws of stock under random histories of reserving, releasing, shipping, receiving, adjusting and repeating.</summary>
[Storage]
public sealed class StockHistoryTests
{
    private static readonly Arbitrary<(byte, byte, byte, byte)[]> Histories = ArbMap.Default.ArbFor<(byte, byte, byte, byte)[]>();

    [Fact]
    public void Nothing_is_oversold_and_no_piece_is_lost() => Check(1500, steps =>
    {
        var world = new ModelWorld();
        Play(new StockHistory(steps, 100), world, () =>
        {
            foreach (var (onHand, reserved) in world.Stock.Values)
            {
                reserved.ShouldBeGreaterThanOrEqualTo(0);
                onHand.ShouldBeGreaterThanOrEqualTo(reserved, "available is never below zero");
            }

            world.Stock.Values.Sum(cell => cell.OnHand).ShouldBe(world.Balance);
            foreach (var ((product, warehouse), (_, reserved)) in world.Stock)
                world.Held.Values.SelectMany(rows => rows).Where(row => row.Product.Value == product && row.Warehouse.Value == warehouse).Sum(row => row.Quantity).ShouldBe(reserved);
        });
    });

    [Fact]
    public void Batching_does_not_change_the_outcome() => Check(500, steps =>
    {
        var (together, alone) = (new ModelWorld(), new ModelWorld());
        var batched = new StockHistory(steps, 100);
        var single = new StockHistory(steps, 100, oneByOne: true);
        Play(batched, together);
        Play(single, alone);

        single.Answers.ShouldBe(batched.Answers);
        alone.Stock.ShouldBe(together.Stock);
    });

    [Fact]
    public void Doing_everything_twice_changes_nothing() => Check(500, steps =>
    {
        var (once, twice) = (new ModelWorld(), new ModelWorld());
        Play(new StockHistory(steps, 100), once);
        Play(new StockHistory(steps, 100, twice: true), twice);

        twice.Stock.ShouldBe(once.Stock);
    });

    [Fact]
    public async Task The_database_keeps_what_the_model_says_however_it_is_asked()
    {
        await using var database = await StoredWorld.CreateAsync(new InventoryModule());
        var stored = new StoredWorld(database);
        var steps = Histories.Generator.Sample(90, 45).Where(history => history.Length > 3).Take(45).ToList();
        steps.Count.ShouldBeGreaterThan(20, "the generator makes histories long enough to collide");

        for (var i = 0; i < steps.Count; i++)
        {
            var offset = 1_000L * (i + 1);
            var model = new ModelWorld();
            var both = new BothWorlds(model, stored);
            await new StockHistory(steps[i], offset, oneByOne: i % 3 == 0, twice: i % 3 == 1).PlayAsync(both, model);

            (await stored.LevelsAsync(model.Stock.Keys.Select(key => key.Product)))
                .ShouldBe(model.Stock.Where(cell => cell.Value.OnHand > 0).Select(cell => $"{cell.Key.Product}@{cell.Key.Warehouse}: {cell.Value.OnHand}-{cell.Value.Reserved}"));
        }

        await using var scope = database.As(TestDatabase.Ours);
        foreach (var verification in scope.ServiceProvider.GetServices<IVerification>().Where(verification => verification.GetType().Assembly == typeof(InventoryModule).Assembly))
        {
            var result = await verification.RunAsync(CancellationToken.None);
            result.Wrong.ShouldBeEmpty(result.Name);
            if (verification is not TransfersAddUp) result.Examined.ShouldBeGreaterThan(0, result.Name); // Nothing goes from one warehouse to another in these histories.
        }
    }

    private static void Check(int count, Action<(byte, byte, byte, byte)[]> law) =>
        Prop.ForAll(Histories, law).Check(Config.QuickThrowOnFailure.WithMaxTest(count));

    private static void Play(StockHistory history, ModelWorld world, Action? afterEach = null) =>
        history.PlayAsync(world, world, afterEach).GetAwaiter().GetResult();

    /// <summary>Does everything in the model and in the database, and wants the same answers.</summary>
    private sealed class BothWorlds(ModelWorld model, StoredWorld stored) : IStockWorld
    {
        public async Task<IReadOnlyList<ReservationAnswer>> ReserveAsync(IReadOnlyList<ReservationRequest> requests)
        {
            var expected = await model.ReserveAsync(requests);
            var answers = await stored.ReserveAsync(requests);
            answers.Select(Show).ShouldBe(expected.Select(Show));
            return answers;
        }

        // The shipment is made of what the model holds, so the database goes first.
        public async Task ShipAsync(StockIssue shipment) => await Task.WhenAll(stored.ShipAsync(shipment), model.ShipAsync(shipment));

        public async Task ReleaseAsync(OrderId order) => await Task.WhenAll(stored.ReleaseAsync(order), model.ReleaseAsync(order));

        public async Task ReceiveAsync(StockReceipt receipt) => await Task.WhenAll(stored.ReceiveAsync(receipt), model.ReceiveAsync(receipt));

        public async Task ExpectAsync(ExpectedReceipt receipt) => await Task.WhenAll(stored.ExpectAsync(receipt), model.ExpectAsync(receipt));

        public async Task<Result> AdjustAsync(StockAdjustment adjustment)
        {
            var answer = await stored.AdjustAsync(adjustment);
            (await model.AdjustAsync(adjustment)).Problem?.Code.ShouldBe(answer.Problem?.Code);
            return answer;
        }

        private static string Show(ReservationAnswer answer) => $"{answer.Trace.Outcome}: {string.Join(' ', answer.Allocations)} {string.Join(' ', answer.Shortages)}";
    }
}
