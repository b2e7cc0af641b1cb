using Entrepot.Kernel;
using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Platform.Http;

/// <summary>A key that a request has taken with its first commit, and the answer that the request got, kept to be given again.</summary>
internal sealed record IdempotencyRow : ITenantRow
{
    /// <summary>The effect is stored and the answer is not: it comes at once, or the process died in between.</summary>
    public const int NotAnswered = 0;

    public required TenantId TenantId { get; init; }

    /// <summary>SHA-256 of the caller and the caller's key: what one caller sends never meets what another sent.</summary>
    public required string Key { get; init; }

    /// <summary>Names the one run of the request that took the key; no other may write this row.</summary>
    public required string Token { get; init; }

    /// <summary>SHA-256 of method, path, query and body: the same key with another request is a mistake.</summary>
    public required string RequestHash { get; init; }
    public int Status { get; init; }
    public string ContentType { get; init; } = "";

    /// <summary>One <c>Name: value</c> in a line.</summary>
    public string Headers { get; init; } = "";

    /// <summary>Sealed: an answer may hold what is said only once, such as a new API key.</summary>
    public string Body { get; init; } = "";
    public required DateTime At { get; init; }
}

internal sealed class IdempotencyTable : IEntityTypeConfiguration<IdempotencyRow>
{
    public void Configure(EntityTypeBuilder<IdempotencyRow> answer)
    {
        answer.ToTable("platform_idempotency");
        answer.HasKey(row => new { row.TenantId, row.Key });
        answer.Property(row => row.Key).HasMaxLength(128);
        answer.Property(row => row.Token).HasMaxLength(32);
        answer.HasIndex(row => new { row.TenantId, row.At });
    }
}
