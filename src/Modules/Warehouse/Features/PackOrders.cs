using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Http;
using Entrepot.Platform.Security;
using Entrepot.Printing.Contracts;
using Entrepot.Warehouse.Contracts;
using Entrepot.Warehouse.Data;
using Entrepot.Warehouse.Domain;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>Packs whole fulfilment orders at once, as a robot or a packing line reports them. One that is packed already is done.</summary>
internal sealed class PackOrders(EntrepotDb db, TimeProvider clock, CurrentUser user, FloorReader reader, ExpectedWeights expected, ClosePacking close, IPrinting printing)
{
    public static void Map(IEndpointRouteBuilder routes) =>
        routes.MapPost("/api/v1/warehouse/packs", async (PackBody[] body, PackOrders pack, CancellationToken ct) =>
            {
                var answers = await pack.RunAsync([.. body.Select(order => order.ToRequest())], ct);
                return answers.Problem is { } problem ? problem.ToHttp() : Results.Ok(ItemAnswer.Of(answers.Value));
            })
            .RequireAuthorization("warehouse.pack")
            .DisableAntiforgery()
            .WithSummary("Report whole fulfilment orders as packed and weighed; answers one entry each");

    public async Task<Result<IReadOnlyList<Result>>> RunAsync(IReadOnlyList<PackRequest> requests, CancellationToken ct)
    {
        if (requests.Count > FloorRules.BatchMax) return WarehouseProblems.TooManyEntries(requests.Count);

        await using var unit = await db.BeginAsync(ct);
        var orders = await reader.OrdersAsync(requests.Select(request => request.FulfilmentOrder), ct);
        var plans = await expected.OfAsync(orders.Values, ct);
        var answers = new Result[requests.Count];
        var first = new Dictionary<FulfilmentOrderId, int>(requests.Count);
        var fits = new List<int>(requests.Count);
        for (var i = 0; i < answers.Length; i++)
        {
            if (!first.TryAdd(requests[i].FulfilmentOrder, i)) continue; // The same twice in a batch is one.
            if (!orders.TryGetValue(requests[i].FulfilmentOrder, out var order)) answers[i] = WarehouseProblems.NotFound(FulfilmentOrder.NumberOf(requests[i].FulfilmentOrder));
            else if (IsDone(order)) continue;
            else if (Check(order, plans[order.Id], requests[i]).Problem is { } problem) answers[i] = problem;
            else fits.Add(i);
        }

        var booked = await close.BookAsync([.. fits.Select(i => (orders[requests[i].FulfilmentOrder], requests[i].Parcels))], ct);
        foreach (var (i, answer) in fits.Zip(booked))
            answers[i] = answer.IsOk ? Pack(orders[requests[i].FulfilmentOrder], plans[requests[i].FulfilmentOrder], requests[i]) : answer;
        for (var i = 0; i < answers.Length; i++) answers[i] = answers[first[requests[i].FulfilmentOrder]];

        await printing.PackingHereAsync([.. requests.Zip(answers).Where(pair => pair.Second.IsOk).Select(pair => pair.First.FulfilmentOrder)], ct);
        if ((await unit.CommitAsync(ct)).Problem is { } conflict) return conflict;
        return answers;
    }

    private static bool IsDone(FulfilmentOrder order) => order.Status is FulfilmentStatus.Packed or FulfilmentStatus.Labelled or FulfilmentStatus.HandedOver;

    private Result Check(FulfilmentOrder order, PackPlan plan, PackRequest request)
    {
        if (order.Status != FulfilmentStatus.Picked) return WarehouseProblems.WrongStage(order.Number, order.Status, FulfilmentStatus.Picked);
        if (order.Lines.Exists(line => line.Packed > 0)) return WarehouseProblems.PackingStarted(order.Number);
        return Compare(order, request.Items).Problem is { } difference ? difference : Weigh(order, plan, request);
    }

    private Result Pack(FulfilmentOrder order, PackPlan plan, PackRequest request)
    {
        var now = clock.GetUtcNow().UtcDateTime;
        // Which piece went into which carton is not reported: as planned, or else the first one's list stands for all.
        var shares = plan.AsPlanned(request.Parcels) ?? [order.Lines.ToDictionary(line => line, line => line.Quantity)];
        for (var i = 0; i < request.Parcels.Count; i++)
        {
            var job = PackJob.Open(db.Tenant, order.Id, i + 1);
            if (i < shares.Count)
                foreach (var (line, quantity) in shares[i]) job.Add(line, quantity, "");
            job.Close(request.Parcels[i], request.Parcels.Count == 1 ? plan.Whole(1) : 0, request.AcceptWeight, user.Name, now);
            db.Writes.Insert(job);
        }

        return close.Finish(order, now);
    }

    /// <summary>What was scanned is what was ordered, by SKU or GTIN, not a piece more or less.</summary>
    private static Result Compare(FulfilmentOrder order, IReadOnlyList<PackedItem> items)
    {
        var left = order.Lines.ToDictionary(line => line.Id, line => line.Quantity);
        foreach (var item in items)
        {
            var quantity = item.Quantity;
            var lines = order.Lines.FindAll(line => line.Answers(item.Code));
            if (lines.Count == 0) return WarehouseProblems.NotOnOrder(item.Code, order.Number);
            foreach (var line in lines)
            {
                var taken = Math.Min(quantity, left[line.Id]);
                left[line.Id] -= taken;
                quantity -= taken;
            }

            if (quantity != 0) return WarehouseProblems.TooMany(item.Code, lines.Sum(line => line.Quantity), item.Quantity);
        }

        return order.Lines.Find(line => left[line.Id] > 0) is { } open ? WarehouseProblems.TooFew(open.Sku, open.Quantity, open.Quantity - left[open.Id]) : Result.Ok;
    }

    private Result Weigh(FulfilmentOrder order, PackPlan plan, PackRequest request)
    {
        if (request.Parcels.Count == 0) return WarehouseProblems.NoParcel(order.Number);
        if (request.Parcels.Any(parcel => !ClosePacking.IsComplete(parcel))) return WarehouseProblems.ParcelIncomplete();

        return request.AcceptWeight ? Result.Ok : close.CheckWeight(request.Parcels.Sum(parcel => parcel.GrossWeightGrams), plan.Whole(request.Parcels.Count));
    }
}

internal sealed record PackBody(long FulfilmentOrder, PackedItem[] Items, ParcelBody[] Parcels, bool AcceptWeight)
{
    public PackRequest ToRequest() => new(new(FulfilmentOrder), Items, [.. Parcels.Select(parcel => parcel.ToParcel())], AcceptWeight);
}
