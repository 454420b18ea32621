package dev.flagexporter.deployment;

import java.util.Optional;

import dev.flagexporter.spi.CommonExporter;
import io.quarkus.arc.processor.BeanInfo;
import io.quarkus.arc.processor.BuiltinScope;
import io.smallrye.common.annotation.Identifier;
import org.jboss.jandex.AnnotationInstance;
import org.jboss.jandex.DotName;
import org.jboss.jandex.Type;

/** A bean that is an exporter, whose kind is its identifier. */
record ExporterBean(BeanInfo bean) {

    private static final DotName IDENTIFIER = DotName.createSimple(Identifier.class);
    private static final DotName EXPORTER = DotName.createSimple(CommonExporter.class);

    /** Whether a bean is meant to be one of these. */
    static boolean isExporter(BeanInfo bean) {
        return identifier(bean).isPresent()
                && bean.getTypes().stream().map(Type::name).anyMatch(EXPORTER::equals);
    }

    private static Optional<AnnotationInstance> identifier(BeanInfo bean) {
        return bean.getQualifier(IDENTIFIER);
    }

    String kind() {
        return identifier(bean).orElseThrow().value().asString();
    }

    /** The class of the bean, or where it is produced. */
    String name() {
        return bean.isClassBean() ? bean.getBeanClass().toString() : bean.toString();
    }

    boolean isDependent() {
        return BuiltinScope.DEPENDENT.is(bean.getScope());
    }

    String scope() {
        return "@" + bean.getScope().getDotName().withoutPackagePrefix();
    }
}
