using Entrepot.Channels.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Journey;
using Entrepot.Journey.Features;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Work;
using Entrepot.Simulation.Engine;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Features;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Simulation.Company;

/// <summary>What a process is asked to do, by its own workers, by people on the floor or by the world.</summary>
internal static class Deeds
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    public static Task JourneyAsync(Process process) => process.Services.GetRequiredService<JourneyRunner>().RunNextAsync(Furnished.Ours, new JourneyCounts(), Ct);

    public static Task WorkAsync(Process process) => process.Services.GetRequiredService<WorkRunner>().RunDueAsync(Furnished.Ours, Ct);

    public static Task ReleaseAsync(Process process) => AsAsync(process, provider => provider.GetRequiredService<IFloor>().ReleaseAllAsync(null, Ct));

    /// <param name="dice">Now and then the shelf does not hold what the books say.</param>
    public static Task PickAsync(Process process, Chaos chaos) => AsAsync(process, async provider =>
    {
        var floor = provider.GetRequiredService<IFloor>();
        var stops = await floor.OpenStopsAsync(null, Ct);
        await floor.PickAsync([.. stops.Select(stop => chaos.Strikes(40)
            ? new PickConfirmation(stop.Task, stop.Bin, stop.Sku, stop.Quantity - 1, IsShort: true)
            : new PickConfirmation(stop.Task, stop.Bin, stop.Sku, stop.Quantity, IsShort: false))], Ct);
    });

    public static Task PackAsync(Process process) => AsAsync(process, async provider =>
    {
        var floor = provider.GetRequiredService<IFloor>();
        var proposals = await floor.ToPackAsync(null, Ct);
        await floor.PackAsync([.. proposals.Select(proposal => new PackRequest(proposal.FulfilmentOrder, proposal.Items, proposal.Parcels, AcceptWeight: false))], Ct);
    });

    public static Task HandOverAsync(Process process, WarehouseId warehouse) => AsAsync(process, provider => provider.GetRequiredService<IFloor>().HandOverAsync(new(warehouse, null), Ct));

    /// <summary>Somebody looks at the parcels that got no label and asks the carrier again.</summary>
    public static Task BookAgainAsync(Process process, FulfilmentOrderId stuck) => AsAsync(process, provider => provider.GetRequiredService<BookAgain>().RunAsync(stuck, Ct));

    /// <summary>Tells one message; it counts as told only when the answer has come.</summary>
    public static Task TellAsync(Process process, Message message, Script script) => AsAsync(process, async provider =>
    {
        switch (message)
        {
            case OrderSent sent:
                var answers = await provider.GetRequiredService<IOrderIntake>().AcceptAsync(Furnished.Shop, [sent.Order], [null], Ct);
                answers[0].Outcome.ShouldBeOneOf(IntakeOutcome.Accepted, IntakeOutcome.Duplicate);
                script.Acknowledged.Add(sent.Order.ExternalNumber);
                break;
            case PiecesCancelled cancelled:
                await provider.GetRequiredService<IOrderIntake>().CancelAsync(Furnished.Shop, [cancelled.Cancellation], Ct);
                break;
            case GoodsArrived arrived:
                await ReceiveAsync(provider, arrived);
                break;
            case OrderCalledOff off:
                await CallOffAsync(provider, off.Number);
                break;
        }

        if (message.Times > 0) script.Messages.Add(message with { Times = message.Times - 1 });
    });

    private static async Task ReceiveAsync(IServiceProvider provider, GoodsArrived arrived)
    {
        await using var unit = await provider.GetRequiredService<EntrepotDb>().BeginAsync(Ct);
        await provider.GetRequiredService<IStock>().ReceiveAsync([new(arrived.Warehouse, Furnished.Products[arrived.Sku], arrived.Quantity, arrived.Cause)], Ct);
        (await unit.CommitAsync(Ct)).IsOk.ShouldBeTrue();
    }

    private static async Task CallOffAsync(IServiceProvider provider, string number)
    {
        var db = provider.GetRequiredService<EntrepotDb>();
        var found = await db.QueryAsync("SELECT id FROM orders_order WHERE tenant_id = @p0 AND external_number = @p1", row => row.GetInt64(0), Ct, db.Tenant.Value, number);
        if (found.Count > 0) await provider.GetRequiredService<CancelOrder>().RunAsync(new(found[0]), "The buyer changed their mind.", Ct);
    }

    private static async Task AsAsync(Process process, Func<IServiceProvider, Task> act)
    {
        await using var scope = process.Scope(Furnished.Ours);
        await act(scope.ServiceProvider);
    }
}
