using Entrepot.Identity;
using Entrepot.Identity.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Entrepot.Unit.Identity;

[Storage]
public sealed class IdentitySetupTests
{
    private static readonly CancellationToken Ct = CancellationToken.None;

    [Theory]
    [InlineData("mia", "long enough words", null)]
    [InlineData("mia.li@shop.example", "long enough words", null)]
    [InlineData("小美", "long enough words", null)]
    [InlineData("m", "long enough words", "identity.invalid_user_name")]
    [InlineData("mia li", "long enough words", "identity.invalid_user_name")]
    [InlineData("mia", "too short", "identity.weak_password")]
    [InlineData("amelia", "password of Amelia", "identity.weak_password")]
    public async Task Names_and_passwords_are_checked(string userName, string password, string? problem)
    {
        await using var database = await TestDatabase.CreateAsync(new IdentityModule());
        await using var scope = database.As(TestDatabase.Ours);

        ((await Setup(scope).CreateAdministratorAsync(TestDatabase.Ours, userName, password, Ct)).Problem?.Code).ShouldBe(problem);
    }

    [Fact]
    public async Task A_user_name_is_taken_once_per_company_whatever_its_case()
    {
        await using var database = await TestDatabase.CreateAsync(new IdentityModule());
        await using var scope = database.As(TestDatabase.Ours);
        var setup = Setup(scope);

        (await setup.CreateAdministratorAsync(TestDatabase.Ours, "mia", "long enough words", Ct)).IsOk.ShouldBeTrue();
        (await setup.CreateAdministratorAsync(TestDatabase.Ours, "MIA", "long enough words", Ct)).Problem!.Code.ShouldBe("identity.user_exists");
        (await setup.CreateAdministratorAsync(TestDatabase.Theirs, "mia", "long enough words", Ct)).IsOk.ShouldBeTrue();
    }

    [Theory]
    [InlineData("import", "orders.intake", null)]
    [InlineData(" ", "orders.intake", "identity.key_name_missing")]
    [InlineData("import", "orders.fly", "identity.unknown_permission")]
    public async Task A_key_needs_a_name_and_known_permissions(string name, string permission, string? problem)
    {
        await using var database = await TestDatabase.CreateAsync(new IdentityModule());
        await using var scope = database.As(TestDatabase.Ours);

        ((await Setup(scope).CreateApiKeyAsync(TestDatabase.Ours, name, [permission], Ct)).Problem?.Code).ShouldBe(problem);
    }

    [Fact]
    public async Task The_name_of_a_revoked_key_is_free_again()
    {
        await using var database = await TestDatabase.CreateAsync(new IdentityModule());
        await using var scope = database.As(TestDatabase.Ours);
        var setup = Setup(scope);
        (await setup.CreateApiKeyAsync(TestDatabase.Ours, "shop", ["orders.intake"], Ct)).IsOk.ShouldBeTrue();
        (await setup.CreateApiKeyAsync(TestDatabase.Ours, "shop", ["orders.intake"], Ct)).Problem!.Code.ShouldBe("identity.key_exists");

        (await setup.RevokeApiKeyAsync(TestDatabase.Theirs, "shop", Ct)).IsOk.ShouldBeTrue("a company without such a key has nothing to revoke");
        (await setup.RevokeApiKeyAsync(TestDatabase.Ours, "shop", Ct)).IsOk.ShouldBeTrue();
        (await setup.RevokeApiKeyAsync(TestDatabase.Ours, "shop", Ct)).IsOk.ShouldBeTrue("revoking twice is harmless");

        (await setup.CreateApiKeyAsync(TestDatabase.Ours, "shop", ["orders.intake"], Ct)).IsOk.ShouldBeTrue();
    }

    private static IIdentitySetup Setup(IServiceScope scope) => scope.ServiceProvider.GetRequiredService<IIdentitySetup>();
}
