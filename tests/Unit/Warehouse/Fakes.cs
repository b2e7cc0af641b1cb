using Entrepot.Catalog.Contracts;
using Entrepot.Kernel;
using Entrepot.Transport.Contracts;

namespace Entrepot.Unit.Warehouse;

/// <summary>A catalogue of a mug, a lamp and a book.</summary>
internal sealed class ThreeProducts : ICatalog
{
    public static long Grams(ProductId product) => product.Value switch { 10 => 300, 20 => 1_200, _ => 500 };

    public static string Sku(ProductId product) => product.Value switch { 10 => "MUG", 20 => "LAMP", _ => "BOOK" };

    public static string Gtin(ProductId product) => $"40000000000{product.Value}";

    public Task<IReadOnlyList<Product?>> ResolveAsync(IReadOnlyList<SkuReference> codes, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Product?>>([.. codes.Select(code => new[] { 10L, 20, 30 }.Select(id => A(new(id))).FirstOrDefault(product => product.Sku == code.Code))]);

    public Task<IReadOnlyList<Product?>> FindAsync(IReadOnlyList<ProductId> ids, CancellationToken ct) => Task.FromResult<IReadOnlyList<Product?>>([.. ids.Select(id => id.Value is 10 or 20 or 30 ? A(id) : null)]);

    public Task<IReadOnlyList<Product>> SearchAsync(string text, int limit, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<Product>>([.. new[] { 10L, 20, 30 }.Select(id => A(new(id))).Where(product => product.Sku.Contains(text, StringComparison.OrdinalIgnoreCase))]);

    private static Product A(ProductId id) => new(id, Sku(id), Sku(id)) { WeightGrams = Grams(id), Gtin = Gtin(id) };
}

/// <summary>Keeps consignments in memory and books nothing by itself; refuses what a test tells it to refuse.</summary>
internal sealed class DeskWithoutCarrier : IConsignments, IManifests
{
    private readonly Dictionary<ConsignmentId, ConsignmentInfo> all = [];

    public List<(ConsignmentId Consignment, IReadOnlyList<PackedParcel> Parcels)> Booked { get; } = [];
    public List<ConsignmentId> Gone { get; } = [];
    public Problem? RefusesToBook { get; set; }
    public Problem? RefusesToTake { get; set; }

    public void Plan(ConsignmentId id, FulfilmentOrderId fulfilmentOrder, string service, long grams) => all[id] = new(
        id, new(0), fulfilmentOrder, new(1), $"C{id.Value}", ConsignmentStatus.Planned, service, service, new(500, "EUR"), null, null,
        [new ParcelInfo(id.Value, 1, "C01", new(200, 150, 70), grams, null)], [], null);

    public void Plan(IReadOnlyList<NewConsignment> consignments) => throw new InvalidOperationException("The journey plans, not the floor.");

    public Task<IReadOnlyList<Result>> BookAsync(IReadOnlyList<PackedForBooking> packed, CancellationToken ct)
    {
        if (RefusesToBook is null) Booked.AddRange(packed.Select(one => (one.Consignment, one.Parcels)));
        return Task.FromResult<IReadOnlyList<Result>>([.. packed.Select(_ => RefusesToBook is { } problem ? new Result(problem) : Result.Ok)]);
    }

    public Task<Result> HandOverAsync(IReadOnlyList<ConsignmentId> ids, DateTime now, CancellationToken ct)
    {
        if (RefusesToTake is { } problem) return Task.FromResult<Result>(problem);
        Gone.AddRange(ids);
        return Task.FromResult(Result.Ok);
    }

    public Task<Result<ManifestInfo>> CloseAsync(WarehouseId warehouse, string carrier, IReadOnlyList<ConsignmentId> consignments, DateTime now, CancellationToken ct) =>
        Task.FromResult<Result<ManifestInfo>>(new ManifestInfo(77, $"MF-{carrier}", warehouse, carrier, now, consignments, consignments.Count, 0));

    public Task<IReadOnlyList<ManifestInfo>> WithAsync(IReadOnlyList<ConsignmentId> consignments, CancellationToken ct) => Task.FromResult<IReadOnlyList<ManifestInfo>>([]);

    public Task<IReadOnlyList<ManifestInfo?>> FindAsync(IReadOnlyList<long> ids, CancellationToken ct) => Task.FromResult<IReadOnlyList<ManifestInfo?>>([.. ids.Select(_ => (ManifestInfo?)null)]);

    public Task<IReadOnlyList<Result>> VoidAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => Task.FromResult<IReadOnlyList<Result>>([.. orders.Select(_ => Result.Ok)]);

    public Task<IReadOnlyList<ConsignmentInfo>> OfOrdersAsync(IReadOnlyList<OrderId> orders, CancellationToken ct) => Task.FromResult<IReadOnlyList<ConsignmentInfo>>([]);

    public Task<IReadOnlyList<ConsignmentInfo>> FindAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct) =>
        Task.FromResult<IReadOnlyList<ConsignmentInfo>>([.. ids.Where(all.ContainsKey).Select(id => all[id])]);

    public void PapersMade(IReadOnlyList<ConsignmentId> ids)
    {
    }

    public Dictionary<ConsignmentId, string> MissingPapers { get; } = [];

    public Task<IReadOnlyDictionary<ConsignmentId, string>> MissingPapersAsync(IReadOnlyList<ConsignmentId> ids, CancellationToken ct) =>
        Task.FromResult<IReadOnlyDictionary<ConsignmentId, string>>(MissingPapers.Where(pair => ids.Contains(pair.Key)).ToDictionary());

    public Task<Result<ParcelLabel>> LabelAsync(long parcelId, LabelFormat? format, CancellationToken ct) => Task.FromResult<Result<ParcelLabel>>(new ParcelLabel(format ?? LabelFormat.Pdf, [1], "application/pdf", "label.pdf"));
}
