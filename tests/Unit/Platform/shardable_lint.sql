-- Every row returned is a table that could not be moved with its company, or distributed by it. Needs PostgreSQL 15.
-- Convention: a table is "tenant" if it has column tenant_id, "global" if COMMENT ON TABLE starts with 'global:'.
with t as (
  select c.oid, c.relname, a.attnum as tcol,
         coalesce(obj_description(c.oid,'pg_class'),'') like 'global:%' as is_global
  from pg_class c join pg_namespace n on n.oid=c.relnamespace
  left join pg_attribute a on a.attrelid=c.oid and a.attname='tenant_id' and not a.attisdropped
  where c.relkind in ('r','p') and n.nspname='public')
select 'no tenant_id and not marked global' as rule, relname from t where tcol is null and not is_global
union all select 'tenant_id is nullable', t.relname from t join pg_attribute a on a.attrelid=t.oid and a.attnum=t.tcol where not a.attnotnull
union all select 'no primary key', t.relname from t where not exists(select 1 from pg_constraint k where k.conrelid=t.oid and k.contype='p')
union all select 'unique/PK '||i.indexrelid::regclass||' lacks tenant_id', t.relname from t join pg_index i on i.indrelid=t.oid and i.indisunique where t.tcol is not null and not (t.tcol = any(i.indkey::int2[]))
union all select 'tenant_id is not the first column of '||i.indexrelid::regclass, t.relname from t join pg_index i on i.indrelid=t.oid where t.tcol is not null and t.tcol = any(i.indkey::int2[]) and i.indkey[0] <> t.tcol
union all select 'exclusion constraint '||k.conname||' lacks tenant_id', t.relname from t join pg_constraint k on k.conrelid=t.oid and k.contype='x' where t.tcol is not null and not (t.tcol = any(k.conkey))
union all select 'FK '||k.conname||' between tenant tables is not on (tenant_id,...)=(tenant_id,...)', t.relname from t join pg_constraint k on k.conrelid=t.oid and k.contype='f' join t f on f.oid=k.confrelid
   where t.tcol is not null and f.tcol is not null and not exists (select 1 from unnest(k.conkey,k.confkey) u(a,b) where u.a=t.tcol and u.b=f.tcol)
union all select 'FK '||k.conname||' from a global to a tenant table', t.relname from t join pg_constraint k on k.conrelid=t.oid and k.contype='f' join t f on f.oid=k.confrelid where t.tcol is null and f.tcol is not null
union all select 'FK '||k.conname||' uses SET NULL/SET DEFAULT', t.relname from t join pg_constraint k on k.conrelid=t.oid and k.contype='f' where t.tcol is not null and (k.confdeltype in ('n','d') or k.confupdtype in ('n','d','c'))
union all select 'trigger '||g.tgname, t.relname from t join pg_trigger g on g.tgrelid=t.oid and not g.tgisinternal where t.tcol is not null
union all select 'rule '||r.rulename, t.relname from t join pg_rewrite r on r.ev_class=t.oid
union all select 'sequence/identity default narrower than bigint on '||a.attname, t.relname from t join pg_attribute a on a.attrelid=t.oid and a.attnum>0 left join pg_attrdef d on d.adrelid=t.oid and d.adnum=a.attnum
   where t.tcol is not null and (a.attidentity<>'' or pg_get_expr(d.adbin,d.adrelid) like 'nextval(%') and a.atttypid<>'int8'::regtype
union all select 'RLS not forced', t.relname from t join pg_class c on c.oid=t.oid where t.tcol is not null and not (c.relrowsecurity and c.relforcerowsecurity)
order by 2,1;
