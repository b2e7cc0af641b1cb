using System.Diagnostics;
using System.Globalization;
using Entrepot.Kernel;
using Entrepot.Platform.Documents.Fonts;
using Entrepot.Platform.Documents.Papers;

namespace Entrepot.Bench;

/// <param name="LabelsPerCpuSecond">4 × 6 inch labels with a Latin address, each a PDF of its own.</param>
/// <param name="ZplLabelsPerCpuSecond">The same for a thermal printer.</param>
/// <param name="InvoicesPerCpuSecond">Commercial invoices of two pages, each a PDF of its own.</param>
/// <param name="ChineseLabelsPerCpuSecond">Labels with a Chinese sender, whose characters are embedded anew in each.</param>
public sealed record PapersReport(double LabelsPerCpuSecond, double ZplLabelsPerCpuSecond, double InvoicesPerCpuSecond, double ChineseLabelsPerCpuSecond, int InvoicePages);

/// <summary>How many papers one processor renders. It counts processor seconds, so that it says the same beside other work.</summary>
public static class PapersBench
{
    private const int LinesOfTwoPages = 24;

    private static readonly DateTime At = new(2026, 11, 2, 12, 0, 0, DateTimeKind.Utc);

    public static PapersReport Run(FontLibrary fonts, int labels, int invoices)
    {
        var pages = Count(CommercialInvoicePaper.Render(Invoice(0), fonts, At), "/Type/Page/"u8);
        return new(
            Measure(labels, i => CarrierLabelPaper.Render(Label(i, "Hamburg Logistics GmbH"), fonts, At).Length),
            Measure(labels, i => CarrierLabelPaper.RenderZpl(Label(i, "Hamburg Logistics GmbH"), fonts).Length),
            Measure(invoices, i => CommercialInvoicePaper.Render(Invoice(i), fonts, At).Length),
            Measure(labels / 4, i => CarrierLabelPaper.Render(Label(i, "深圳市前海跨境电子商务有限公司"), fonts, At).Length),
            pages);
    }

    /// <summary>A second a processor, after everything was compiled and every font was read.</summary>
    private static double Measure(int count, Func<int, int> render)
    {
        var bytes = 0L;
        for (var i = 0; i < Math.Max(50, count / 4); i++) bytes += render(i);
        var before = Environment.CpuUsage.TotalTime;
        for (var i = 0; i < count; i++) bytes += render(i);
        var seconds = (Environment.CpuUsage.TotalTime - before).TotalSeconds;
        if (bytes == 0) throw new UnreachableException("Papers have no bytes.");
        return Math.Round(count / seconds, 1);
    }

    private static int Count(ReadOnlySpan<byte> bytes, ReadOnlySpan<byte> what)
    {
        var count = 0;
        for (int at; (at = bytes.IndexOf(what)) >= 0; bytes = bytes[(at + what.Length)..]) count++;
        return count;
    }

    private static CarrierLabel Label(int i, string sender) => new()
    {
        ShipFrom = new() { Name = sender, Line1 = string.Create(CultureInfo.InvariantCulture, $"Speicherstadt {i}"), City = "Hamburg", Postcode = "20457", Country = "DE", Phone = "+49 40 1234567" },
        ShipTo = Buyer(i),
        Carrier = "Northwind Parcels",
        Service = "Cross-border tracked",
        TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"NWP{i:D12}ES"),
        Date = new(2026, 11, 2),
        WeightGrams = 1_250 + i,
        RoutingCode = "ES-403-7",
        Reference = string.Create(CultureInfo.InvariantCulture, $"SO-{i:D7}-1"),
        CustomsHint = "DDP · IOSS IM2760000742\nEUR 24.90",
    };

    private static CommercialInvoice Invoice(int i) => new()
    {
        Number = string.Create(CultureInfo.InvariantCulture, $"CI-SO-{i:D7}-1"),
        Date = new(2026, 11, 2),
        OrderNumber = string.Create(CultureInfo.InvariantCulture, $"SO-{i:D7}"),
        Seller = new(Buyer(i)) { EoriNumber = "DE123456789012345" },
        Buyer = new(Buyer(i + 1)) { VatNumber = "ESB12345678" },
        Incoterm = "DDP",
        IncotermPlace = "Madrid",
        Freight = new(1_850, "EUR"),
        ReasonForExport = "Sale of goods",
        Carrier = "Northwind Parcels",
        TrackingNumber = string.Create(CultureInfo.InvariantCulture, $"NWP{i:D12}ES"),
        GrossWeightGrams = 12_850,
        SignedBy = "Ana Díaz",
        SignedAt = "Hamburg",
        Lines = [.. Enumerable.Range(1, LinesOfTwoPages).Select(line => new CommercialInvoiceLine
        {
            Description = string.Create(CultureInfo.InvariantCulture, $"Protective case {line} for mobile phones, of silicone, moulded"),
            Sku = string.Create(CultureInfo.InvariantCulture, $"CASE-{line:D3}-{i % 97}"),
            HsCode = "3926909790",
            Origin = "CN",
            Quantity = line,
            UnitPrice = new(1_299, "EUR"),
            Amount = new Money(1_299, "EUR") * line,
            NetWeightGrams = 48 * line,
        })],
    };

    private static Address Buyer(int i) => new()
    {
        Name = "María José Núñez Íñiguez",
        Company = "Comercial Ñandú, S.L.",
        Line1 = string.Create(CultureInfo.InvariantCulture, $"Calle de Alcalá {i % 400}, 3.º izquierda"),
        City = "Madrid",
        Postcode = "28014",
        Country = "ES",
        Phone = "+34 91 123 4567",
    };
}
