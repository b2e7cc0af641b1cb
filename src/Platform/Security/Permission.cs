using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace Entrepot.Platform.Security;

/// <summary>What a route asks of its caller: one permission, e.g. <c>orders.release</c>.</summary>
public sealed record PermissionRequirement(string Permission) : IAuthorizationRequirement;

/// <summary>
/// Makes <c>.RequireAuthorization("orders.release")</c> mean "signed in, and granted orders.release": every policy name
/// with a dot is the name of a permission.
/// </summary>
public sealed class PermissionPolicies(IOptions<AuthorizationOptions> options) : DefaultAuthorizationPolicyProvider(options)
{
    /// <summary>A policy follows from its name alone.</summary>
    public override bool AllowsCachingPolicies => true;

    public override async Task<AuthorizationPolicy?> GetPolicyAsync(string policyName) =>
        await base.GetPolicyAsync(policyName) ?? (policyName.Contains('.') ? ForPermission(policyName) : null);

    private static AuthorizationPolicy ForPermission(string permission) =>
        new AuthorizationPolicyBuilder().RequireAuthenticatedUser().AddRequirements(new PermissionRequirement(permission)).Build();
}

/// <summary>Grants what the scope's user may do.</summary>
public sealed class PermissionCheck(CurrentUser user) : AuthorizationHandler<PermissionRequirement>
{
    protected override Task HandleRequirementAsync(AuthorizationHandlerContext context, PermissionRequirement requirement)
    {
        if (user.IsSignedIn && user.Can(requirement.Permission)) context.Succeed(requirement);
        return Task.CompletedTask;
    }
}
