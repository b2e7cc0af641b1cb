using Entrepot.Platform.Http;
using Entrepot.Warehouse.Contracts;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Entrepot.Warehouse.Features;

/// <summary>What is to be done next, for robots and other programs: open stops, orders to pack with their cartons.</summary>
internal static class FloorLists
{
    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/api/v1/warehouse/pick-stops", async (string? warehouse, WarehouseCodes codes, IFloor floor, CancellationToken ct) =>
            {
                var site = await codes.FindOrAllAsync(warehouse, ct);
                return site.Problem is { } unknown
                    ? unknown.ToHttp()
                    : Results.Ok((await floor.OpenStopsAsync(site.Value, ct)).Select(stop => new StopAnswer(stop.Task.Value, stop.Bin, stop.Sku, stop.Gtin, stop.Quantity)).ToList());
            })
            .RequireAuthorization("warehouse.pick")
            .DisableAntiforgery()
            .WithSummary("Open stops of the oldest walks, each walk in path order");

        routes.MapGet("/api/v1/warehouse/pack-proposals", async (string? warehouse, WarehouseCodes codes, IFloor floor, CancellationToken ct) =>
            {
                var site = await codes.FindOrAllAsync(warehouse, ct);
                return site.Problem is { } unknown ? unknown.ToHttp() : Results.Ok((await floor.ToPackAsync(site.Value, ct)).Select(ToAnswer).ToList());
            })
            .RequireAuthorization("warehouse.pack")
            .DisableAntiforgery()
            .WithSummary("Picked fulfilment orders, most urgent first, with their pieces and planned cartons");
    }

    private static ProposalAnswer ToAnswer(PackProposal proposal) => new(
        proposal.FulfilmentOrder.Value, proposal.Items,
        [.. proposal.Parcels.Select(parcel => new ParcelBody(
            parcel.Carton, parcel.Outer.LengthMillimetres, parcel.Outer.WidthMillimetres, parcel.Outer.HeightMillimetres, parcel.GrossWeightGrams, AcceptWeight: false))]);
}

internal sealed record StopAnswer(long Task, string Bin, string Sku, string Gtin, long Quantity);

internal sealed record ProposalAnswer(long FulfilmentOrder, IReadOnlyList<PackedItem> Items, IReadOnlyList<ParcelBody> Parcels);
