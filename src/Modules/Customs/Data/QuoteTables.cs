using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Customs.Data;

/// <summary>A quote that was given to somebody, as it was given. It names no person.</summary>
internal sealed class QuoteRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required long Id { get; init; }
    public required string Reference { get; init; }
    public required DateTime MadeAt { get; init; }
    public required DateTime ValidUntil { get; init; }

    /// <summary>JSON of what was asked.</summary>
    public required string Request { get; init; }

    /// <summary>JSON of what was answered.</summary>
    public required string Answer { get; init; }
}

internal sealed class QuoteTable : IEntityTypeConfiguration<QuoteRow>
{
    public void Configure(EntityTypeBuilder<QuoteRow> builder)
    {
        builder.ToTable("customs_quote");
        builder.HasKey(quote => new { quote.TenantId, quote.Id });
        builder.Property(quote => quote.Id).ValueGeneratedNever();
    }
}

internal static class QuoteSql
{
    private const string One = " WHERE t.tenant_id = @p0 AND t.id = @p1";

    public static async Task<QuoteRow?> FindAsync(EntrepotDb db, long id, CancellationToken ct) =>
        await db.ReadAsync<QuoteRow>(One, ct, db.Tenant.Value, id) is [{ } found] ? found : null;
}
