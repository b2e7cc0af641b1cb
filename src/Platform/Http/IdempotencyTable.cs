using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Http;

/// <summary>The answer that a request with an Idempotency-Key got, kept to be given again.</summary>
internal sealed class IdempotencyRow : ITenantRow
{
    public required TenantId TenantId { get; init; }
    public required string Key { get; init; }

    /// <summary>SHA-256 of method, path, query and body: the same key with another request is a mistake.</summary>
    public required string RequestHash { get; init; }
    public required int Status { get; init; }
    public required string ContentType { get; init; }
    public required string Body { get; init; }
    public required DateTime At { get; init; }
}

internal sealed class IdempotencyTable : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> answer)
    {
        answer.ToTable("platform_idempotency");
        answer.HasKey(row => new { row.TenantId, row.Key });
        answer.Property(row => row.Key).HasMaxLength(Idempotency.KeyLengthMax);
        answer.HasIndex(row => new { row.TenantId, row.At });
    }
}
