using Entrepot.Kernel;

namespace Entrepot.Platform.Ui;

/// <summary>How the sample order was decided.</summary>
internal static class StoryTrace
{
    private static readonly DateOnly October = new(2026, 10, 1);

    public static readonly IReadOnlyList<TraceEntry> Entries =
    [
        new("screening", "passed", "Address valid; payment captured; no list match above 0.80; risk 14 of 100."),
        new("classification", "certain", "8518.30 · headphones, wireless; same SKU decided 412 times"),
        new("warehouse", "SZX-1", "")
        {
            Alternatives = [new("SZX-1", $"{new Money(1420, "USD")}", "one parcel, duty paid in price", true), new("LAX-3PL", $"{new Money(1190, "USD")}", "one line short", false), new("SIN-B", $"{new Money(1675, "USD")}", "two days slower", false)],
        },
        new("transport", "SF Intl", "")
        {
            Alternatives = [new("SF Intl", $"{new Money(842, "USD")}", "4 days, 98.1% on time", true), new("4PX", $"{new Money(510, "USD")}", "9 days, 94.0% on time", false), new("FedEx", $"{new Money(1377, "USD")}", "3 days, 98.6% on time", false)],
        },
        new("landed-cost", "DDP", "Duty 0%; one declaration line; VAT through IOSS.")
        {
            Sources = [new($"{"eu.duty.flat_3_eur"}", "Council Regulation (EU) 2026/382", new(2026, 7, 1)), new($"{"eu.vat.de.standard"}", "UStG § 12", October)],
        },
        new("rules", "held", "Rule \"Lithium to Mexico\" wants a person to look at the battery documents."),
    ];
}
