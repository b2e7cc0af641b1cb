using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Entrepot.Platform.Documents.Papers;
using Entrepot.Printing.Contracts;
using Entrepot.Printing.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Printing.Data;

/// <summary>A printer as it is set up, and what it last said of itself.</summary>
internal sealed class PrinterRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Name { get; set; }
    public required PrinterConnection Connection { get; set; }
    public required string Address { get; set; }
    public required PrinterLanguage Language { get; set; }

    /// <summary>Dots per inch.</summary>
    public required int Dpi { get; set; }
    public required PaperSheet Sheet { get; set; }

    /// <summary>What it said when it was last asked, in the reader's language; null before.</summary>
    public Sentence? Said { get; set; }
    public bool IsWell { get; set; }

    /// <summary>UTC; null before it was first asked.</summary>
    public DateTime? AskedAt { get; set; }

    public PrintTarget Target => new(Language, Dpi, Sheet);
}

/// <summary>A place where people print, such as a packing table.</summary>
internal sealed class StationRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Name { get; set; }

    /// <summary>Label and papers come out by themselves when an order was packed here.</summary>
    public required bool PrintsAtPacking { get; set; }
}

/// <summary>Which printer a station uses for a kind of document.</summary>
internal sealed class ChoiceRow : ITenantRow
{
    /// <summary>The choice for whoever is at no station.</summary>
    public const long Everywhere = 0;

    public required TenantId TenantId { get; init; }
    public required long StationId { get; init; }
    public required string Document { get; init; }
    public required long PrinterId { get; set; }
}

/// <summary>One document on its way to a printer.</summary>
internal sealed class PrintJobRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required long PrinterId { get; init; }

    /// <summary>Null where it was not asked for at a station.</summary>
    public long? StationId { get; init; }
    public required string Document { get; init; }
    public required string Reference { get; init; }
    public required string Title { get; init; }
    public required PrintJobState State { get; set; }

    /// <summary>Why it stands as it does; null where there is nothing to say.</summary>
    public Sentence? Said { get; set; }

    /// <summary>An attempt broke off after it may have reached the printer: that is asked before it is sent again.</summary>
    public bool IsDoubtful { get; set; }

    /// <summary>The printer's own number of it (IPP); null before, and where the printer gives none.</summary>
    public int? PrinterJob { get; set; }
    public required DateTime AskedAt { get; init; }
    public required string AskedBy { get; init; }
    public DateTime? SentAt { get; set; }
    public DateTime? EndedAt { get; set; }
}

/// <summary>A fulfilment order that is packed at a station which prints by itself; removed when its documents are queued.</summary>
internal sealed class PackingRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required FulfilmentOrderId FulfilmentOrderId { get; init; }
    public required long StationId { get; init; }
    public required string AskedBy { get; init; }
}

internal sealed class PrinterTable : IEntityTypeConfiguration<PrinterRow>
{
    public void Configure(EntityTypeBuilder<PrinterRow> printer)
    {
        printer.ToTable("printing_printer");
        printer.HasKey(row => new { row.TenantId, row.Id });
        printer.Property(row => row.Id).ValueGeneratedNever();
        printer.Property(row => row.Name).HasMaxLength(64);
        printer.Property(row => row.Address).HasMaxLength(PrinterAddress.LengthMax);
        printer.Ignore(row => row.Target);
    }
}

internal sealed class StationTable : IEntityTypeConfiguration<StationRow>
{
    public void Configure(EntityTypeBuilder<StationRow> station)
    {
        station.ToTable("printing_station");
        station.HasKey(row => new { row.TenantId, row.Id });
        station.Property(row => row.Id).ValueGeneratedNever();
        station.Property(row => row.Name).HasMaxLength(64);
    }
}

internal sealed class ChoiceTable : IEntityTypeConfiguration<ChoiceRow>
{
    public void Configure(EntityTypeBuilder<ChoiceRow> choice)
    {
        choice.ToTable("printing_choice");
        choice.HasKey(row => new { row.TenantId, row.StationId, row.Document });
        choice.Property(row => row.StationId).ValueGeneratedNever();
        choice.Property(row => row.Document).HasMaxLength(32);
    }
}

internal sealed class PrintJobTable : IEntityTypeConfiguration<PrintJobRow>
{
    public void Configure(EntityTypeBuilder<PrintJobRow> job)
    {
        job.ToTable("printing_job");
        job.HasKey(row => new { row.TenantId, row.Id });
        job.Property(row => row.Id).ValueGeneratedNever();
        job.Property(row => row.Document).HasMaxLength(32);
        job.Property(row => row.Reference).HasMaxLength(64);
        job.HasIndex(row => new { row.TenantId, row.State, row.Id });
    }
}

internal sealed class PackingTable : IEntityTypeConfiguration<PackingRow>
{
    public void Configure(EntityTypeBuilder<PackingRow> packing)
    {
        packing.ToTable("printing_packing");
        packing.HasKey(row => new { row.TenantId, row.FulfilmentOrderId });
    }
}
