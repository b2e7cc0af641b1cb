using Entrepot.Platform.Data;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Identity.Data;

/// <summary>global: sign-ins tried from one address within a minute.</summary>
internal sealed class SignInWindow : IStaysBehind
{
    /// <summary>SHA-256 of it.</summary>
    public string Address { get; init; } = "";
    public DateTime BeganAt { get; init; }
    public long Attempts { get; init; }
}

internal sealed class SignInWindowTable : IEntityTypeConfiguration<SignInWindow>
{
    public void Configure(EntityTypeBuilder<SignInWindow> window)
    {
        window.ToTable("identity_sign_in_window");
        window.HasKey(row => row.Address);
        window.Property(row => row.Address).HasMaxLength(64);
    }
}
