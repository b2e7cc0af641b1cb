using Entrepot.Customs.Contracts;
using Entrepot.Customs.Domain.Declarations.Life;
using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Customs.Data;

internal readonly record struct DeclarationId(long Value) : IId<DeclarationId>
{
    public static DeclarationId From(long value) => new(value);
}

/// <summary>A declaration and where it stands. What is filed is kept with its hash and never changed; a correction is a declaration of its own.</summary>
internal sealed class DeclarationRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required DeclarationId Id { get; init; }

    /// <summary>The trader's own (DE 2/5), unique in the company.</summary>
    public required string Reference { get; init; }

    /// <summary>DE 1/1 and 1/2.</summary>
    public required string Type { get; set; }

    /// <summary>The flight or truck it travels with; empty where nobody said.</summary>
    public required string Batch { get; set; }
    public required DeclarationStage Stage { get; set; }

    /// <summary>Since when it stands there.</summary>
    public required DateTime StageAt { get; set; }

    /// <summary>JSON, in the names of the description.</summary>
    public required string Description { get; set; }

    /// <summary>XML as it is filed.</summary>
    public required string Message { get; set; }
    public required string MessageHash { get; set; }

    /// <summary>Customs' number; null until they gave one.</summary>
    public string? Mrn { get; set; }

    /// <summary>Of the call that filed it; null until then, and where the way gives none.</summary>
    public string? ConversationId { get; set; }

    /// <summary>Until when documents are wanted; null where none are.</summary>
    public DateTime? DocumentsDueAt { get; set; }

    /// <summary>Why it could not be filed or was rejected; null where it was not.</summary>
    public Sentence? Problem { get; set; }
    public required DateTime CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTime? FiledAt { get; set; }

    /// <summary>Rises with every change: two people or notifications at once do not undo each other.</summary>
    public int Changes { get; set; }
}

/// <summary>Something that happened to a declaration, with the document that says so.</summary>
internal sealed class DeclarationEventRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required DeclarationId DeclarationId { get; init; }

    /// <summary>Customs' number of a notification, or our own name of the event: each is kept once.</summary>
    public required string Key { get; init; }

    /// <summary><c>DMSACC</c>, <c>filed</c>.</summary>
    public required string Name { get; init; }
    public required DateTime At { get; init; }
    public required DateTime RecordedAt { get; init; }
    public required string RecordedBy { get; init; }
    public required Sentence Words { get; init; }

    /// <summary>Only from this stage does it move the declaration; null from any.</summary>
    public DeclarationStage? FromStage { get; init; }

    /// <summary>Null when it moves nothing.</summary>
    public DeclarationStage? ToStage { get; init; }

    /// <summary>XML as it came or went; null where there is none.</summary>
    public string? Document { get; init; }
    public string? DocumentHash { get; init; }

    public LifeEvent ToLife() => new(At, Id, FromStage, ToStage);
}

/// <summary>The company's way to customs.</summary>
internal sealed class FilingAccountRow : ITenantRow
{
    public required TenantId TenantId { get; init; }

    /// <summary>Whose: <c>uk-cds</c>.</summary>
    public required string Target { get; init; }
    public required string BaseUrl { get; set; }

    /// <summary>EORI on whose behalf software files; empty where the token says it.</summary>
    public required string Submitter { get; set; }

    /// <summary>The bearer token of the interface, sealed.</summary>
    public required string Token { get; set; }
}

internal sealed class DeclarationTable : IEntityTypeConfiguration<DeclarationRow>
{
    public void Configure(EntityTypeBuilder<DeclarationRow> row)
    {
        row.ToTable("customs_declaration");
        row.HasKey(one => new { one.TenantId, one.Id });
        row.Property(one => one.Id).ValueGeneratedNever();
        row.Property(one => one.Reference).HasMaxLength(35);
        row.Property(one => one.Type).HasMaxLength(3);
        row.Property(one => one.Batch).HasMaxLength(64);
        row.Property(one => one.Mrn).HasMaxLength(70);
        row.Property(one => one.MessageHash).HasMaxLength(64);
        row.Property(one => one.ConversationId).HasMaxLength(64);
        row.Property(one => one.Changes).IsConcurrencyToken();
        row.HasIndex(one => new { one.TenantId, one.Reference }).IsUnique();
        row.HasIndex(one => new { one.TenantId, one.Mrn });
    }
}

internal sealed class DeclarationEventTable : IEntityTypeConfiguration<DeclarationEventRow>
{
    public void Configure(EntityTypeBuilder<DeclarationEventRow> row)
    {
        row.ToTable("customs_declaration_event");
        row.HasKey(one => new { one.TenantId, one.Id });
        row.Property(one => one.Id).ValueGeneratedNever();
        row.Property(one => one.Key).HasMaxLength(64);
        row.Property(one => one.Name).HasMaxLength(32);
        row.Property(one => one.DocumentHash).HasMaxLength(64);
        row.HasIndex(one => new { one.TenantId, one.DeclarationId, one.Key }).IsUnique();
    }
}

internal sealed class FilingAccountTable : IEntityTypeConfiguration<FilingAccountRow>
{
    public void Configure(EntityTypeBuilder<FilingAccountRow> row)
    {
        row.ToTable("customs_filing_account");
        row.HasKey(one => new { one.TenantId, one.Target });
        row.Property(one => one.Target).HasMaxLength(16);
        row.Property(one => one.Submitter).HasMaxLength(17);
    }
}
