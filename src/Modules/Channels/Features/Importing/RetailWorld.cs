using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Channels.Domain.MadeUp;
using Entrepot.Platform.Data;

namespace Entrepot.Channels.Features.Importing;

/// <summary>Completes a retailer's published orders, which come without names, addresses and product data.</summary>
internal sealed class RetailWorld(EntrepotDb db, ICatalog catalog, ICatalogEditing editing, TestSizes sizes) : ITestWorld
{
    public IReadOnlyList<IncomingOrder> Complete(IReadOnlyList<IncomingOrder> orders)
    {
        var complete = new IncomingOrder[orders.Count];
        for (var i = 0; i < complete.Length; i++) complete[i] = Complete(orders[i]);
        return complete;
    }

    public async Task<int> AddProductsAsync(SalesChannel channel, IReadOnlyList<IncomingOrder> orders, Func<string, string>? hsCodeOf, CancellationToken ct)
    {
        var lines = new Dictionary<string, (IncomingLine Line, string Currency)>(StringComparer.Ordinal);
        foreach (var order in orders)
            foreach (var line in order.Lines)
                if (!line.IsService && (!lines.TryGetValue(line.Code, out var known) || known.Line.Description.Length == 0)) lines[line.Code] = (line, order.Currency);

        var codes = lines.Keys.ToList();
        var found = await catalog.ResolveAsync(codes.ConvertAll(code => new SkuReference(channel.Id, code)), ct);
        List<NewProduct> missing = [.. codes.Where((_, i) => found[i] is null).Select(code => Product(lines[code].Line, lines[code].Currency, hsCodeOf))];
        if (missing.Count == 0) return 0;

        await using var unit = await db.BeginAsync(ct);
        var added = await editing.AddAsync(missing, ct); // One that another import has added meanwhile is refused, which is as well.
        if ((await unit.CommitAsync(ct)).Problem is { } problem) throw new InvalidOperationException(problem.Message.ToString());
        return added.Count(answer => answer.IsOk);
    }

    private static IncomingOrder Complete(IncomingOrder order)
    {
        if (order.ShipTo.Line1.Length > 0 || order.ShipTo.Country.Length == 0) return order;
        var buyer = order.BuyerId.Length > 0 ? order.BuyerId : $"order {order.ExternalNumber}";
        return MadeUpAddresses.Of(buyer, order.ShipTo.Country) is { } address ? order with { ShipTo = address } : order;
    }

    private NewProduct Product(IncomingLine line, string currency, Func<string, string>? hsCodeOf) =>
        new(MadeUpProducts.Of(line.Code, line.Description, line.UnitPriceMicros, currency, sizes.Value, hsCodeOf), []);
}

/// <summary>The sizes to draw from, loaded when first asked for.</summary>
internal sealed class TestSizes(Microsoft.Extensions.Configuration.IConfiguration configuration)
{
    private readonly Lazy<ProductSizes> sizes = new(() => ProductSizes.Load(Folder(configuration["Entrepot:SharedData"] ?? "../shared/data")));

    public ProductSizes Value => sizes.Value;

    private static string Folder(string sharedData) => Path.Combine(sharedData, "orders", "olist-products");
}
