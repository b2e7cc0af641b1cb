using Entrepot.Identity.Domain;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Entrepot.Identity.Data;

internal sealed class UserTable : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("identity_user");
        builder.HasKey(user => new { user.TenantId, user.Id });
        builder.Property(user => user.Id).ValueGeneratedNever();
        builder.Property(user => user.UserName).HasMaxLength(64);
        builder.HasIndex(user => new { user.TenantId, user.UserName }).IsUnique();
        builder.Ignore(user => user.HasPassword);
        builder.Property(user => user.InvitationHash).HasMaxLength(64);
        builder.Property(user => user.Version).IsConcurrencyToken();
    }
}

internal sealed class OwnRoleTable : IEntityTypeConfiguration<OwnRole>
{
    public void Configure(EntityTypeBuilder<OwnRole> builder)
    {
        builder.ToTable("identity_role");
        builder.HasKey(role => new { role.TenantId, role.Id });
        builder.Property(role => role.Id).ValueGeneratedNever();
        builder.Property(role => role.Name).HasMaxLength(OwnRole.NameLengthMax);
        builder.HasIndex(role => new { role.TenantId, role.Name }).IsUnique();
        builder.Property(role => role.Version).IsConcurrencyToken();
        builder.Ignore(role => role.Granted);
    }
}

internal sealed class ApiKeyTable : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> builder)
    {
        builder.ToTable("identity_api_key");
        builder.HasKey(key => new { key.TenantId, key.Id });
        builder.Property(key => key.Id).ValueGeneratedNever();
        builder.Property(key => key.Prefix).HasMaxLength(8);
        builder.HasIndex(key => new { key.TenantId, key.Prefix }).IsUnique();
        builder.Property(key => key.Version).IsConcurrencyToken();
        builder.Ignore(key => key.Granted);
    }
}
