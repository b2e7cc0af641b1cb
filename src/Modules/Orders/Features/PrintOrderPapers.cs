using Entrepot.Catalog.Contracts;
using Entrepot.Channels.Contracts;
using Entrepot.Customs.Contracts;
using Entrepot.Inventory.Contracts;
using Entrepot.Kernel;
using Entrepot.Orders.Domain;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Issuing;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Platform.Http;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Orders.Features;

/// <summary>
/// Papers of an order that nobody keeps, drawn from what is true when they are opened: the slip that lies in the parcel, and the
/// pro-forma invoice that a broker or a buyer asks for before the goods are packed. What customs get is frozen and stands with the parcels.
/// </summary>
/// <param name="services">Fonts are megabytes that only a printed paper needs: they are taken when one is.</param>
internal sealed class PrintOrderPapers(EntrepotDb db, ICatalog catalog, IWarehouses warehouses, ICustomsPapers papers, ITraderNumbers traders, Letterheads letterheads, IServiceProvider services, TimeProvider clock)
{
    private static readonly string[] Presents = ["gift", "present"];

    public static void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/orders/{id:long}/packing-slip.pdf", async (long id, PrintOrderPapers print, CancellationToken ct) => ToFile(await print.SlipAsync(new(id), ct)))
            .RequireAuthorization("transport.print").WithSummary("The packing slip of an order for its buyer; without amounts where it is a present");
        routes.MapGet("/orders/{id:long}/pro-forma.pdf", async (long id, PrintOrderPapers print, CancellationToken ct) => ToFile(await print.ProFormaAsync(new(id), ct)))
            .RequireAuthorization("orders.view").WithSummary("A pro-forma invoice of an order, before its goods are packed");
    }

    public async Task<Result<byte[]>> SlipAsync(OrderId id, CancellationToken ct)
    {
        if (await db.Set<Order>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } order) return OrderProblems.NotFound(id);
        var goods = await GoodsAsync(order, ct);
        if (goods.Count == 0) return OrderProblems.NothingToPrint(order.Number);

        var content = order.ReadContent();
        var isPresent = content.GiftMessage.Length > 0 || content.Flags.Concat(content.Tags).Any(flag => Presents.Contains(flag, StringComparer.OrdinalIgnoreCase));
        var today = Today;
        return PackingSlipPaper.Render(
            new PackingSlip
            {
                OrderNumber = content.ExternalNumber.Length > 0 ? content.ExternalNumber : order.Number, // The number that the buyer knows.
                Date = today,
                Seller = await SellerAsync(order, ct),
                ShipTo = content.ShipTo,
                Language = papers.LanguageFor(content.ShipTo.Country, today),
                Message = content.GiftMessage,
                ReturnDays = content.BuyerIsBusiness ? 0 : ReturnDays.In(content.ShipTo.Country, today),
                Lines = [.. goods.Select(line => new PackingSlipLine(line.Product?.Sku ?? line.Code, NameOf(line), line.Quantity, isPresent ? null : line.Amount))],
            },
            services.GetRequiredService<FontLibrary>(), clock.GetUtcNow().UtcDateTime);
    }

    public async Task<Result<byte[]>> ProFormaAsync(OrderId id, CancellationToken ct)
    {
        if (await db.Set<Order>().SingleOrDefaultAsync(row => row.Id == id, ct) is not { } order) return OrderProblems.NotFound(id);
        var goods = await GoodsAsync(order, ct);
        if (goods.Count == 0) return OrderProblems.NothingToPrint(order.Number);

        var content = order.ReadContent();
        var today = Today;
        var seller = await SellerAsync(order, ct);
        var letterhead = await letterheads.FindAsync(ct);
        var numbers = await traders.InForceAsync(today, ct);
        var home = numbers.FirstOrDefault(number => number.Territory == Countries.CustomsTerritory(seller.Country));
        var there = numbers.FirstOrDefault(number => number.Territory == Countries.CustomsTerritory(content.ShipTo.Country));
        var invoice = new CommercialInvoice
        {
            Number = $"PF-{order.Number}",
            IsProForma = true,
            IsSold = true,
            Logo = letterhead.Logo,
            Date = today,
            Language = papers.LanguageFor(content.ShipTo.Country, today),
            Seller = new(seller) { LocalName = letterhead.LocalName, Website = letterhead.Website, EoriNumber = FirstOf(home?.Eori, there?.Eori), VatNumber = FirstOf(there?.VatNumber, home?.VatNumber), IossNumber = content.IossNumber ?? "" },
            Buyer = new(content.BillTo ?? content.ShipTo) { VatNumber = content.BuyerTaxId },
            Consignee = content.BillTo is { } bill && bill != content.ShipTo ? new(content.ShipTo) : null,
            Incoterm = content.Incoterm.ToString().ToUpperInvariant(),
            IncotermPlace = content.Incoterm == Incoterm.Fca ? seller.City : content.ShipTo.City,
            Lines = [.. goods.SelectMany(InvoiceLines)],
            Freight = content.ShippingMinor > 0 ? new(content.ShippingMinor, content.Currency) : null,
            ReasonForExport = "Sale of goods",
            OrderNumber = order.Number,
            SignedBy = letterhead.Name,
            SignedAt = seller.City,
        };
        var logos = await letterheads.LogosAsync([letterhead.Logo], ct);
        var document = new Platform.Documents.Pdf.PdfDocument(services.GetRequiredService<FontLibrary>(), new($"Pro-forma {order.Number}", clock.GetUtcNow().UtcDateTime, letterhead.Name));
        CommercialInvoicePaper.AddTo(document, invoice, logos.GetValueOrDefault(letterhead.Logo));
        return document.ToBytes();
    }

    private DateOnly Today => DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);

    /// <summary>Goods of the order that were not cancelled.</summary>
    private async Task<IReadOnlyList<Sold>> GoodsAsync(Order order, CancellationToken ct)
    {
        var lines = await db.Set<OrderLine>().Where(line => line.OrderId == order.Id && !line.IsService && line.Quantity > line.CancelledQuantity).OrderBy(line => line.Number).ToListAsync(ct);
        var known = lines.Where(line => line.ProductId is not null).Select(line => line.ProductId.GetValueOrDefault()).Distinct().ToList();
        var products = known.Zip(await catalog.FindAsync(known, ct)).ToDictionary(pair => pair.First, pair => pair.Second);
        return lines.ConvertAll(line =>
        {
            var left = line.Quantity - line.CancelledQuantity;
            var shares = new Money(line.AmountMinor, order.Currency).Allocate([left, line.CancelledQuantity]);
            return new Sold(line.Code, line.Description, left, shares[0], line.ProductId is { } product ? products[product] : null);
        });
    }

    /// <summary>The company at its registered seat, or where that is not set at the warehouse that ships.</summary>
    private async Task<Address> SellerAsync(Order order, CancellationToken ct)
    {
        var letterhead = await letterheads.FindAsync(ct);
        if (letterhead.Seat is { } seat) return seat with { Name = letterhead.Name, Company = "" };

        var sites = await warehouses.AllAsync(ct);
        var site = sites.FirstOrDefault(one => order.Warehouses.Split(',', StringSplitOptions.TrimEntries).Contains(one.Code)) ?? sites.FirstOrDefault(one => one.IsActive);
        return (site?.Address ?? new Address()) with { Name = letterhead.Name, Company = "" };
    }

    private static string NameOf(Sold line) => line switch
    {
        { Product: { NameChinese.Length: > 0 } product } => $"{product.Name}\n{product.NameChinese}",
        { Product: { } product } => product.Name,
        _ => line.Description,
    };

    /// <summary>A bundle is declared by its parts, which share its amount by what they cost, or evenly where that is not known.</summary>
    private static IEnumerable<CommercialInvoiceLine> InvoiceLines(Sold line)
    {
        if (line.Product is not { IsBundle: true } bundle) return InvoiceLines(line.Product, line.Description, line.Quantity, line.Amount);

        var costs = bundle.Parts.Select(part => part.Product.Cost.Minor * part.Quantity).ToList();
        var shares = line.Amount.Allocate(costs.TrueForAll(cost => cost > 0) ? costs : [.. bundle.Parts.Select(part => part.Quantity)]);
        return bundle.Parts.Zip(shares).SelectMany(pair => InvoiceLines(pair.First.Product, "", pair.First.Quantity * line.Quantity, pair.Second));
    }

    /// <summary>Quantity times price is the amount, to the cent: an amount that does not divide stands on two lines.</summary>
    private static IEnumerable<CommercialInvoiceLine> InvoiceLines(Product? product, string description, long quantity, Money amount)
    {
        var (price, dearer) = Math.DivRem(amount.Minor, quantity);
        if (quantity > dearer) yield return InvoiceLine(product, description, quantity - dearer, new(price, amount.Currency));
        if (dearer > 0) yield return InvoiceLine(product, description, dearer, new(price + 1, amount.Currency));
    }

    private static CommercialInvoiceLine InvoiceLine(Product? product, string description, long quantity, Money price) => new()
    {
        Description = product is null ? description : product.CustomsDescription.Length > 0 ? product.CustomsDescription : product.Name,
        LocalName = product?.NameChinese ?? "",
        Sku = product?.Sku ?? "",
        HsCode = product?.HsCode ?? "",
        Origin = product?.Origin ?? "",
        Quantity = quantity,
        UnitPrice = price,
        Amount = price * quantity,
        NetWeightGrams = (product?.WeightGrams ?? 0) * quantity,
    };

    private static string FirstOf(string? first, string? second) => first is { Length: > 0 } ? first : second ?? "";

    private static IResult ToFile(Result<byte[]> paper) => paper.Problem is { } problem ? problem.ToHttp() : Results.File(paper.Value, "application/pdf");

    private sealed record Sold(string Code, string Description, long Quantity, Money Amount, Product? Product);
}
